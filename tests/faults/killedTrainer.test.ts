import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { JobService, reasonWhy } from '../../src/main/engine/jobs/JobService.ts'
import { arrayOf, lastCheckpoint, saveCheckpoint } from '../../src/main/trainer/loop/checkpoint.ts'
import { streamFor } from '../../src/shared/domain/random.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import type { Reason } from '../../src/shared/reasons/index.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import type { StepReport, TrainJob } from '../../src/shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../src/shared/trainer/settings.ts'
import { isThorough, times } from '../support/counts.ts'
import { damaged } from '../support/damage.ts'
import { hasBuild, hasTensorFlow, project } from '../support/places.ts'
import { temporaryFolder, writePairs } from '../support/TestStudy.ts'
import { NOTHING_WRONG, saysWhat, tallyOf } from '../support/tally.ts'

const SIDE = 40
const STEPS = times(12, 60)
/** Data that the trainer may hold where it is to run out of memory, KiB: enough to begin, too little for a step. */
const NARROW_KB = 1_500_000

const place = temporaryFolder()
beforeAll(() => writePairs(join(place.path, 'data'), 6, SIDE))
afterAll(() => place.remove())

const runtime = {
  version: 'test',
  dataFolder: place.path,
  logFile: join(place.path, 'log/loco.log'),
  trainerEntry: join(project, 'out/main/trainer.js'),
  node: process.execPath,
  nodeArguments: [],
  gpuLibraries: null,
  imagenet: {},
  demoFolder: '',
  recentFile: '',
  keysFolder: '',
  sessionsFile: '',
}

function jobIn(
  folder: string,
  backbone: string,
  resume: boolean,
  change: Partial<TrainingSettings> = {},
): TrainJob {
  const images = join(place.path, 'data/images')
  const data = new Uint8Array(SIDE * SIDE).fill(1, 400, 900)
  const mask = encodeMask({ width: SIDE, height: SIDE, data })
  const frames = readdirSync(images)
    .sort()
    .map((name) => ({ id: name, path: join(images, name), patient: name, modality: 'other', mask }))
  const settings = settingsFrom('paper', {
    backbone,
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

/** Trains in a process of its own, which is killed at a step if one is given; the losses by step. */
async function trained(job: TrainJob, killAt?: number): Promise<Map<number, StepReport['losses']>> {
  const losses = new Map<number, StepReport['losses']>()
  const trainer = new JobService(runtime).ask(
    { kind: 'train', job },
    {
      onEvent: (event) => {
        if (event.kind !== 'step') return
        losses.set(event.report.step, event.report.losses)
        if (event.report.step === killAt && trainer.pid) process.kill(trainer.pid, 'SIGKILL')
      },
    },
  )
  const outcome = await trainer.outcome
  expect(outcome.kind).toBe(killAt === undefined ? 'finished' : 'crashed')
  return losses
}

const file = (folder: string, name: string) => readFileSync(join(place.path, folder, name))

describe.skipIf(!hasTensorFlow || !hasBuild)('a trainer killed half-way', () => {
  it.each(['efficientnet-lite0', 'resnet50'])(
    'and resumed ends as one that was not, bit for bit: %s',
    async (backbone) => {
      const [whole, parts] = [`${backbone}-whole`, `${backbone}-parts`]
      const undisturbed = await trained(jobIn(whole, backbone, false))
      await trained(jobIn(parts, backbone, false), STEPS / 2 + 4)
      const resumed = await trained(jobIn(parts, backbone, true))
      expect([...resumed.keys()][0]).toBe(STEPS / 2 + 1)
      for (const [step, losses] of resumed) expect(losses).toEqual(undisturbed.get(step))
      // The checkpoint holds student, teacher, momentum and thresholds; its file also says how long it took.
      expect(tensorsIn(file(parts, LAST)).equals(tensorsIn(file(whole, LAST)))).toBe(true)
      expect(file(parts, 'model.safetensors').equals(file(whole, 'model.safetensors'))).toBe(true)
    },
    240_000,
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
      const job = (folder: string, resume: boolean) => jobIn(folder, 'efficientnet-lite0', resume, change)
      await trained(job('calm', false))
      const random = streamFor(7, 'kills')
      for (let n = 0; n < KILLS; n++) {
        const killed = new JobService(runtime).ask(
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
      await trained(job('restless', true))
      const last = `checkpoint-${String(steps).padStart(8, '0')}.safetensors`
      if (!tensorsIn(file('restless', last)).equals(tensorsIn(file('calm', last)))) tally.lost++
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
    const { settings } = jobIn('damaged', 'efficientnet-lite0', true)
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
    const whyEnded = async (job: TrainJob, node = runtime.node): Promise<Reason> => {
      tally.tried++
      const outcome = await new JobService({ ...runtime, node }).ask({ kind: 'train', job }).outcome
      if (outcome.kind === 'finished') throw new Error('It found numbers and memory.')
      if (!saysWhat(reasonWhy(outcome))) tally.unclear++
      return reasonWhy(outcome)
    }
    const wild = jobIn('wild', 'efficientnet-lite0', false, { method: 'supervised', learningRate: 1e30 })
    expect((await whyEnded(wild)).name).toBe('lossNotFinite')
    if (isThorough) {
      const narrow = join(place.path, 'narrow.sh')
      writeFileSync(narrow, `#!/bin/bash\nulimit -d ${NARROW_KB}\nexec "${runtime.node}" "$@"\n`)
      chmodSync(narrow, 0o755)
      const wide = { method: 'supervised', steps: 6, size: 257, batch: 8, checkpointEvery: 2 } as const
      await whyEnded(jobIn('starved', 'efficientnet-lite0', false, wide), narrow)
    }
    expect(tally).toEqual({ tried: tally.tried, ...NOTHING_WRONG })
  })
})

const LAST = `checkpoint-${String(STEPS).padStart(8, '0')}.safetensors`
const tensorsIn = (bytes: Buffer) => bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)))
