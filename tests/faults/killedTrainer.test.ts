import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { JobService } from '../../src/main/engine/jobs/JobService.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import type { StepReport, TrainJob } from '../../src/shared/trainer/protocol.ts'
import { times } from '../support/counts.ts'
import { hasBuild, hasTensorFlow, project } from '../support/places.ts'
import { temporaryFolder, writePairs } from '../support/TestStudy.ts'

const SIDE = 40
const STEPS = times(24, 60)

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

function jobIn(folder: string, backbone: string, resume: boolean): TrainJob {
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

const LAST = `checkpoint-${String(STEPS).padStart(8, '0')}.safetensors`
const tensorsIn = (bytes: Buffer) => bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)))
