import { createHash } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Batch } from '../../src/main/trainer/data/Batch.ts'
import { BatchQueue } from '../../src/main/trainer/data/BatchQueue.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import { hasTensorFlow } from '../support/places.ts'
import { temporaryFolder, writePairs } from '../support/TestStudy.ts'

const SIDE = 48
const place = temporaryFolder()
beforeAll(() => writePairs(join(place.path, 'data'), 8, SIDE))
afterAll(() => place.remove())

const views = {
  weakCrop: 'random',
  unlabelled: { strong: [{ kind: 'colour', boxProbability: 0.5 }], mix: false },
} as const

function planIn(folder: string) {
  const images = join(place.path, folder, 'images')
  const data = new Uint8Array(SIDE * SIDE).fill(1, 500, 1200)
  const mask = encodeMask({ width: SIDE, height: SIDE, data })
  const frames = readdirSync(images)
    .sort()
    .map((name) => ({ path: join(images, name), mask }))
  const unlabelled = frames.slice(3).map(({ path }) => ({ path, truth: mask }))
  const rest = {
    batch: 2,
    size: 32,
    seed: 4,
    frameSide: null,
    views,
  } as const
  return { labelled: frames.slice(0, 3), unlabelled, ...rest }
}

const fingerprint = ({ labelled, unlabelled }: Batch) => {
  const hash = createHash('sha256').update(labelled.pixels).update(labelled.label)
  if (unlabelled) hash.update(unlabelled.weak).update(unlabelled.ignore)
  for (const { pixels } of unlabelled?.strong ?? []) hash.update(pixels)
  return hash
    .update(unlabelled?.truth ?? '')
    .update(JSON.stringify(unlabelled?.strong.map(({ boxes }) => boxes)))
    .digest('hex')
}

describe('batches', () => {
  it('are the same whatever the number of workers and wherever one begins', async () => {
    const made = async (workers: number, from: number) => {
      const queue = new BatchQueue(planIn('data'), 8, workers)
      const prints: string[] = []
      for (let step = from; step < 8; step++) prints.push(fingerprint(await queue.take(step)))
      await queue.close()
      return prints
    }
    const one = await made(1, 0)
    expect(new Set(one).size).toBe(8)
    expect(await made(3, 0)).toEqual(one)
    expect(await made(2, 5)).toEqual(one.slice(5))
  })

  it('hold every view that a method names; the first are as if they were the only ones', async () => {
    const [colour] = views.unlabelled.strong
    const more = { ...views, unlabelled: { strong: [colour, colour], mix: true } }
    const [plain, rich] = [
      new BatchQueue(planIn('data'), 4, 1),
      new BatchQueue({ ...planIn('data'), views: more }, 4, 1),
    ]
    for (let step = 0; step < 4; step++) {
      const [one, several] = [await plain.take(step), await rich.take(step)]
      // Eight frames less three that are labelled, two a step.
      expect([one.epoch, several.epoch]).toEqual([Math.floor(step / 2), Math.floor(step / 2)])
      const { unlabelled, mix } = several
      if (!unlabelled || !mix) throw new Error('The batch lacks a part.')
      const first = { ...unlabelled, strong: unlabelled.strong.slice(0, 1) }
      expect(fingerprint({ ...several, unlabelled: first })).toBe(fingerprint(one))
      expect(one.mix).toBeUndefined()
      expect([unlabelled.strong.length, mix.strong.length]).toEqual([2, 2])
      const pictures = [unlabelled, mix].flatMap(({ weak, strong }) => [weak, ...strong.map((s) => s.pixels)])
      expect(new Set(pictures.map((pixels) => pixels.join())).size).toBe(6)
    }
    await Promise.all([plain.close(), rich.close()])
  })

  it('of a frame that has gone end in a sentence, not in silence', async () => {
    await writePairs(join(place.path, 'gone'), 8, SIDE)
    const plan = planIn('gone')
    for (const { path } of plan.labelled) rmSync(path)
    const queue = new BatchQueue(plan, 8)
    await expect(queue.take(0)).rejects.toThrow(/no such file/i)
    await queue.close()
  })
})

/** A batch whose labels and padding the test says; noise everywhere else. */
function batchOf(label: (i: number) => number, ignore: (i: number) => number): Batch {
  const [size, images] = [32, 2]
  const pixels = () => Uint8Array.from({ length: images * size * size * 3 }, (_, i) => (i * 7919) % 256)
  const map = (of: (i: number) => number) =>
    Uint8Array.from({ length: images * size * size }, (_, i) => of(i))
  const strong = [{ pixels: pixels(), boxes: [undefined, undefined] }]
  const unlabelled = { weak: pixels(), strong, ignore: map(ignore) }
  return { size, images, epoch: 0, labelled: { pixels: pixels(), label: map(label) }, unlabelled }
}

describe.skipIf(!hasTensorFlow)('a step survives', () => {
  const none = () => 0
  const batches: Record<string, Batch> = {
    'labels that are all ignored': batchOf(() => 255, none),
    'one class, so no boundary': batchOf(none, none),
    'a class that is absent': batchOf((i) => (i % 64 < 20 ? 1 : 0), none),
    'unlabelled frames that are all padding': batchOf(
      (i) => (i % 64 < 20 ? 1 : 0),
      () => 255,
    ),
    'ignored pixels among the others': batchOf(
      (i) => (i % 5 === 0 ? 255 : i % 2),
      (i) => (i % 3 === 0 ? 255 : 0),
    ),
  }
  const cases = Object.entries(batches).flatMap(([name, batch]) =>
    (['paper', 'code'] as const).flatMap((preset) =>
      [2, 3, 8].map((classes) => [name, preset, classes, batch] as const),
    ),
  )
  it.each(cases)('%s (%s, %i classes)', async (_, preset, classes, batch) => {
    const { TrainingRun } = await import('../../src/main/trainer/loop/trainingRun.ts')
    const changes = { classes, size: 32, batch: 2, steps: 10 }
    const whole = settingsFrom(preset, changes)
    // Low thresholds: an untrained net must reach them, or its pseudo-labels are never tried.
    const filter = { ...whole.loco.filter, globalStart: 0.1, globalCeiling: 0.2, fixed: 0.1 }
    const settings = { ...whole, loco: { ...whole.loco, filter } }
    const run = await TrainingRun.start({ settings, initial: { kind: 'none' } })
    for (const step of [0, 1]) {
      const losses = run.learn(step, batch)
      expect(Object.values(losses).every(Number.isFinite)).toBe(true)
    }
    expect(run.student.weights.parameters.every(Number.isFinite)).toBe(true)
    run.dispose()
  })
})
