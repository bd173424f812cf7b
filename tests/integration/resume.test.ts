import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import type { TrainerEvent, TrainJob } from '../../src/shared/trainer/protocol.ts'
import { hasTensorFlow } from '../support/places.ts'
import { temporaryFolder, writePairs } from '../support/TestStudy.ts'

const place = temporaryFolder()
beforeAll(() => writePairs(join(place.path, 'data'), 8, 48))
afterAll(() => place.remove())

const STEPS = 6

function jobIn(folder: string, resume: boolean): TrainJob {
  const images = join(place.path, 'data/images')
  const frames = readdirSync(images)
    .sort()
    .map((name) => {
      const data = new Uint8Array(48 * 48).fill(1, 500, 1200)
      return {
        id: name,
        path: join(images, name),
        patient: name,
        modality: 'other',
        mask: encodeMask({ width: 48, height: 48, data }),
      }
    })
  const settings = settingsFrom('cpu', { classes: 2, steps: STEPS, size: 32, batch: 2, checkpointEvery: 2 })
  return {
    settings,
    labelled: frames.slice(0, 3),
    unlabelled: frames.slice(3),
    validation: [],
    test: [],
    limits: { stopAfterSeconds: null, pauseOnBattery: false },
    predict: [],
    initial: { kind: 'none' },
    runFolder: folder,
    resume,
  }
}

/** Trains until `stopAfter` steps, then cancels; returns what the trainer told. */
async function run(folder: string, resume: boolean, stopAfter = STEPS): Promise<TrainerEvent[]> {
  const { train } = await import('../../src/main/trainer/loop/train.ts')
  const events: TrainerEvent[] = []
  const done = () => events.filter((e) => e.kind === 'step').length
  const stopIfCancelled = () => {
    if (done() >= stopAfter && stopAfter < STEPS) throw new Error('cancelled')
  }
  await train(jobIn(folder, resume), {
    emit: (e) => events.push(e),
    stopIfCancelled,
    pauseAsked: () => false,
  }).catch((error: Error) => {
    if (error.message !== 'cancelled') throw error
  })
  return events
}

const weightsIn = (folder: string) => readFileSync(join(folder, 'model.safetensors'))
const lossesOf = (events: TrainerEvent[]) =>
  events.flatMap((e) => (e.kind === 'step' ? [e.report.losses] : []))

describe.skipIf(!hasTensorFlow)('a resumed LoCo run', () => {
  it('equals an undisturbed one bit for bit: weights, losses, thresholds', async () => {
    const [whole, parts] = [join(place.path, 'whole'), join(place.path, 'parts')]
    const undisturbed = await run(whole, false)
    const first = await run(parts, false, 3)
    const second = await run(parts, true)
    expect(lossesOf([...first, ...second])).toEqual(lossesOf(undisturbed))
    expect(weightsIn(parts).equals(weightsIn(whole))).toBe(true)
    expect(second.some((e) => e.kind === 'notice')).toBe(false)
    const reports = (events: TrainerEvent[]) =>
      events.flatMap((e) => (e.kind === 'step' ? [e.report.thresholds] : []))
    expect(reports([...first, ...second])).toEqual(reports(undisturbed))
  })

  it('passes over a damaged checkpoint with a notice and still ends where it should', async () => {
    const [whole, torn] = [join(place.path, 'whole'), join(place.path, 'torn')]
    await run(torn, false, 4)
    const newest =
      readdirSync(torn)
        .filter((n) => n.endsWith('.safetensors'))
        .sort()
        .at(-1) ?? ''
    writeFileSync(join(torn, newest), readFileSync(join(torn, newest)).subarray(0, 5000))
    const events = await run(torn, true)
    expect(events.some((e) => e.kind === 'notice' && e.message.includes(newest))).toBe(true)
    expect(weightsIn(torn).equals(weightsIn(whole))).toBe(true)
  })

  it('that began on another processor says so once, and goes on', async () => {
    const { lastCheckpoint, saveCheckpoint } = await import('../../src/main/trainer/loop/checkpoint.ts')
    const { deviceOf } = await import('../../src/main/trainer/device.ts')
    const folder = join(place.path, 'moved')
    await run(folder, false, 4)
    const { settings } = jobIn(folder, true)
    const { found } = await lastCheckpoint(folder, settings)
    if (!found) throw new Error('no checkpoint')
    expect(found.device).toEqual(deviceOf())
    await saveCheckpoint(folder, { ...found, device: { ...deviceOf(), processor: 'Abacus 3' } }, settings)
    const events = await run(folder, true)
    const notices = events.flatMap((e) => (e.kind === 'notice' ? [e.message] : []))
    expect(notices).toHaveLength(1)
    expect(notices[0]).toContain('Abacus 3')
    expect(events.at(-1)?.kind).toBe('trained')
  })

  it('leaves no tensor behind', async () => {
    const { tensorsAlive } = await import('../../src/main/trainer/ops/handle.ts')
    const before = tensorsAlive()
    await run(join(place.path, 'leak'), false)
    expect(tensorsAlive()).toBe(before)
  })
})
