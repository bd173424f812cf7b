import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { JobService, reasonWhy } from '../../src/main/engine/jobs/JobService.ts'
import { arrayOf, lastCheckpoint, saveCheckpoint } from '../../src/main/trainer/loop/checkpoint.ts'
import { streamFor } from '../../src/shared/domain/random.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import type { Reason } from '../../src/shared/reasons/index.ts'
import { type MethodName, methodKinds } from '../../src/shared/trainer/methods/index.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import type { TrainJob } from '../../src/shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../src/shared/trainer/settings.ts'
import { isThorough, times } from '../support/counts.ts'
import { damaged } from '../support/damage.ts'
import { arraysIn, trained } from '../support/killableRuns.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { temporaryFolder, testRuntime, writePairs } from '../support/TestStudy.ts'
import { NOTHING_WRONG, saysWhat, tallyOf } from '../support/tally.ts'

const SIDE = 40
const STEPS = times(8, 60)
/** Data that the trainer may hold where it is to run out of memory, KiB: enough to begin, too little for a step. */
const NARROW_KB = 1_500_000

const place = temporaryFolder()
beforeAll(() => writePairs(join(place.path, 'data'), 6, SIDE))
afterAll(() => place.remove())

const machine = testRuntime(place.path)

function jobIn(folder: string, resume: boolean, change: Partial<TrainingSettings> = {}): TrainJob {
  const images = join(place.path, 'data/images')
  const data = new Uint8Array(SIDE * SIDE).fill(1, 400, 900)
  const mask = encodeMask({ width: SIDE, height: SIDE, data })
  const frames = readdirSync(images)
    .sort()
    .map((name) => ({ id: name, path: join(images, name), patient: name, modality: 'other', mask }))
  const settings = settingsFrom('paper', {
    classes: 2,
    steps: STEPS,
    size: 33,
    batch: 1,
    checkpointEvery: STEPS / 2,
    ...change,
  })
  return {
    settings,
    labelled: frames.slice(0, 3),
    unlabelled: frames.slice(3),
    validation: [],
    test: [],
    limits: { stopAfterSeconds: null, pauseOnBattery: false },
    predict: [],
    initial: { kind: 'none' },
    runFolder: join(place.path, folder),
    resume,
  }
}

const file = (folder: string, name: string) => readFileSync(join(place.path, folder, name))

/** Whose checkpoints hold more than nets, momentum and streams of chance; the others are tried where faults are looked for. */
const KEEP_MORE: readonly MethodName[] = ['loco', 'u2pl', 'corrmatch']

describe.skipIf(!hasTensorFlow || !hasBuild)('a trainer killed half-way', () => {
  const onSmallNet = methodKinds
    .map(({ name }) => name)
    .filter((name) => isThorough || KEEP_MORE.includes(name))
    .map((name) => [name, 'efficientnet-lite0'] as const)
  it.each([...onSmallNet, ['loco', 'resnet50'] as const])(
    'and resumed ends as one that was not, bit for bit: %s on %s',
    { timeout: 240_000 },
    async (method, backbone) => {
      const [whole, parts] = [`${method}-${backbone}-whole`, `${method}-${backbone}-parts`]
      const job = (folder: string, resume: boolean) => jobIn(folder, resume, { method, backbone })
      const undisturbed = await trained(machine, job(whole, false))
      await trained(machine, job(parts, false), STEPS / 2 + 2)
      const resumed = await trained(machine, job(parts, true))
      expect([...resumed.losses.keys()][0]).toBe(STEPS / 2 + 1)
      for (const [step, losses] of resumed.losses) expect(losses).toEqual(undisturbed.losses.get(step))
      // The checkpoint holds student, teacher, momentum, thresholds and banks.
      expect(arraysIn(file(parts, LAST)).equals(arraysIn(file(whole, LAST)))).toBe(true)
      expect(file(parts, 'model.safetensors').equals(file(whole, 'model.safetensors'))).toBe(true)
    },
  )
})

const DAMAGES = times(60, 600)
/** Kills of one run, where faults are looked for; above is one. */
const KILLS = 200

describe.skipIf(!hasTensorFlow || !hasBuild)('a run', () => {
  it.skipIf(!isThorough)(
    'killed again and again, in the middle of a checkpoint too, ends as one that was not',
    {
      timeout: 3_600_000,
    },
    async () => {
      const tally = tallyOf('kill −9 of the trainer')
      const steps = 2 * KILLS + 4
      const change = { steps, checkpointEvery: 2, method: 'supervised' } as const
      const job = (folder: string, resume: boolean) => jobIn(folder, resume, change)
      await trained(machine, job('calm', false))
      const random = streamFor(7, 'kills')
      for (let n = 0; n < KILLS; n++) {
        const killed = new JobService(machine).ask(
          { kind: 'train', job: job('restless', n > 0) },
          {
            onEvent: async (event) => {
              if (event.kind !== 'checkpoint') return
              await pause(random() * 60)
              if (killed.pid) process.kill(killed.pid, 'SIGKILL')
            },
          },
        )
        const { kind } = await killed.outcome
        if (kind === 'finished') break
        tally.tried++
        if (kind !== 'crashed') tally.crashed++
      }
      await trained(machine, job('restless', true))
      const last = `checkpoint-${String(steps).padStart(8, '0')}.safetensors`
      if (!arraysIn(file('restless', last)).equals(arraysIn(file('calm', last)))) tally.lost++
      if (!file('restless', 'model.safetensors').equals(file('calm', 'model.safetensors'))) tally.lost++
      const left = readdirSync(join(place.path, 'restless'))
      expect(left.filter((name) => name.endsWith('.writing'))).toEqual([])
      expect(tally.tried).toBeGreaterThan(KILLS / 2)
      expect(tally).toEqual({ tried: tally.tried, ...NOTHING_WRONG })
    },
  )

  it('whose last checkpoint is damaged goes on from the one before', { timeout: 300_000 }, async () => {
    const tally = tallyOf('damaged checkpoint')
    const folder = join(place.path, 'damaged')
    const { settings } = jobIn('damaged', true)
    const arrays = (step: number) =>
      new Map([['student.parameters', arrayOf(Float32Array.from({ length: 99 }, (_, i) => step + i))]])
    for (let n = 0; n < DAMAGES; n++) {
      rmSync(folder, { recursive: true, force: true })
      for (const step of [4, 8])
        await saveCheckpoint(folder, { step, seconds: 1, arrays: arrays(step) }, settings)
      const newest = join(folder, 'checkpoint-00000008.safetensors')
      const whole = readFileSync(newest)
      const bytes = damaged(whole, n)
      writeFileSync(newest, bytes)
      const { found } = await lastCheckpoint(folder, settings)
      tally.tried++
      const step = bytes.equals(whole) ? 8 : 4
      if (found?.step !== step || found.arrays.get('student.parameters')?.data[1] !== step + 1) tally.lost++
      // It goes on, and the damaged one does not stand for one of those that are kept.
      await saveCheckpoint(folder, { step: 6, seconds: 1, arrays: arrays(6) }, settings)
      const kept = readdirSync(folder).filter((name) => name.endsWith('.safetensors'))
      if (kept.length !== 2 || kept.includes('checkpoint-00000008.safetensors')) tally.lost++
    }
    expect(tally).toEqual({ tried: DAMAGES, ...NOTHING_WRONG })
  })

  it('whose loss is no number says so, and one without memory too', async () => {
    const tally = tallyOf('loss that is no number, and memory that ends')
    const whyEnded = async (job: TrainJob, node = machine.node): Promise<Reason> => {
      tally.tried++
      const outcome = await new JobService({ ...machine, node }).ask({ kind: 'train', job }).outcome
      if (outcome.kind === 'finished') throw new Error('It found numbers and memory.')
      if (!saysWhat(reasonWhy(outcome))) tally.unclear++
      return reasonWhy(outcome)
    }
    const wild = jobIn('wild', false, { method: 'supervised', learningRate: 1e30 })
    expect((await whyEnded(wild)).name).toBe('lossNotFinite')
    if (isThorough) {
      const narrow = join(place.path, 'narrow.sh')
      writeFileSync(narrow, `#!/bin/bash\nulimit -d ${NARROW_KB}\nexec "${machine.node}" "$@"\n`)
      chmodSync(narrow, 0o755)
      const wide = { method: 'supervised', steps: 6, size: 257, batch: 8, checkpointEvery: 2 } as const
      await whyEnded(jobIn('starved', false, wide), narrow)
    }
    expect(tally).toEqual({ tried: tally.tried, ...NOTHING_WRONG })
  })
})

const LAST = `checkpoint-${String(STEPS).padStart(8, '0')}.safetensors`
