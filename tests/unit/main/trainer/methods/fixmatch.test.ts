import { describe, expect, it } from 'vitest'
import type { Batch } from '../../../../../src/main/trainer/data/Batch.ts'
import { Stopwatch } from '../../../../../src/main/trainer/learners/Stopwatch.ts'
import type { Method } from '../../../../../src/main/trainer/methods/Method.ts'
import { settingsFrom } from '../../../../../src/shared/trainer/presets.ts'
import { hasTensorFlow } from '../../../../support/places.ts'
import { playedStep, twoClasses } from '../../../../support/playedStudent.ts'

const SIZE = 4
const PIXELS = SIZE * SIZE
const IMAGES = 2
const settings = settingsFrom('paper', { method: 'fixmatch', classes: 2, steps: 10 })

const shade = (value: number) => new Uint8Array(IMAGES * PIXELS * 3).fill(value)
const part = (weak: number, strong: number, box?: { width: number; height: number }) => ({
  weak: shade(weak),
  strong: [{ pixels: shade(strong), boxes: [box && { left: 0, top: 0, ...box }, undefined] }],
  ignore: new Uint8Array(IMAGES * PIXELS),
})
/** Two images: the first with its upper row padded, and a box of 2 × 2 in its upper left corner. */
function handmade(): Batch & Required<Pick<Batch, 'unlabelled' | 'mix'>> {
  const unlabelled = part(20, 30, { width: 2, height: 2 })
  unlabelled.ignore.fill(255, 0, 4)
  const mix = part(40, 50)
  mix.ignore[5] = 255
  const label = new Uint8Array(IMAGES * PIXELS)
  label.set([255, 1])
  return { size: SIZE, images: IMAGES, epoch: 0, labelled: { pixels: shade(10), label }, unlabelled, mix }
}

const all = (count: number, p: number) => Array.from({ length: count }, () => p)
/** [2,4,4,2] of one probability of class 0 each. */
const maps = (...images: readonly (readonly number[])[]) =>
  [[images.length, SIZE, SIZE, 2], twoClasses(images.flat())] as const
/** Sure of class 1 in the frames to be pasted, but for one pixel of the box. */
const ofMix = maps(
  all(PIXELS, 0.01).map((p, i) => (i === 1 ? 0.2 : p)),
  all(PIXELS, 0.01),
)
/** The labelled view at ¾; of the weak one, all but the lowest row of the first image is sure. */
const first = maps(
  ...[all(PIXELS, 0.75), all(PIXELS, 0.75)],
  [...all(12, 0.99), ...all(4, 0.8)],
  all(PIXELS, 0.8),
)
const second = maps(all(PIXELS, 0.75), all(PIXELS, 0.75))
/** Cross-entropies of ¾ for class 0. */
const [asZero, asOne] = [-Math.log(0.75), Math.log(4)]

async function start(chosen = settings) {
  const { fixmatch } = await import('../../../../../src/main/trainer/methods/fixmatch.ts')
  return (fixmatch as Method<'fixmatch'>).start({ settings: chosen, stopwatch: new Stopwatch() } as never)
}

describe.skipIf(!hasTensorFlow)('FixMatch', () => {
  it('learns labelled pixels, and of the strong view those whose pasted label is sure, by the rule of METHODS §1.2', async () => {
    const run = await start()
    const { losses, shown, slopes } = await playedStep([ofMix, first, second], (student) => {
      return run.step(handmade(), student, 0).losses
    })
    expect(losses['supervised']).toBeCloseTo((asOne + 30 * asZero) / 31 / 2, 6)
    // Of 32 pixels, row 0 counts in the box only, and one of the box not; the box's sure ones are 0 and 4, the others
    // 6, 7 and row 2.
    expect(losses['unsupervised']).toBeCloseTo((2 * asOne + 6 * asZero) / 29 / 2, 6)
    expect(shown.map(({ options }) => options.mode)).toEqual(['eval', 'train', 'train'])
    const [mix, both, strong] = shown.map(({ pixels }) => pixels)
    expect([mix![0], both!.length, both![0], both!.at(-1)]).toEqual([40, 2 * shade(0).length, 10, 20])
    const inBox = [0, 1, 4, 5]
    expect([...strong!.keys()].filter((i) => strong![i] === 50)).toEqual(
      inBox.flatMap((i) => [3 * i, 3 * i + 1, 3 * i + 2]),
    )
    // Nothing flows into the pass that labels, nor into the weak view.
    const [none, ofFirst, ofSecond] = slopes
    expect(none).toBeUndefined()
    const moved = (slope: Float32Array) =>
      Array.from({ length: slope.length / 2 }, (_, i) => i).filter((i) => slope[2 * i] !== 0)
    expect(moved(ofFirst!)).toEqual(Array.from({ length: 31 }, (_, i) => i + 1))
    expect(moved(ofSecond!)).toEqual([0, 4, 6, 7, 8, 9, 10, 11])
  })

  it('pastes from its own batch in reverse order where it is told to, without a pass more', async () => {
    const run = await start({ ...settings, fixmatch: { ...settings.fixmatch, mixSource: 'flipBatch' } })
    const { mix: _, ...batch } = handmade()
    const { losses, shown } = await playedStep(
      [first, second],
      (student) => run.step(batch, student, 0).losses,
    )
    expect(shown.map(({ options }) => options.mode)).toEqual(['train', 'train'])
    // The box holds what the second image shows, which nothing is sure of: left are 6, 7 and row 2, of 30 that count.
    expect(losses['unsupervised']).toBeCloseTo((6 * asZero) / 30 / 2, 6)
  })

  it('learns nothing of a batch that is all padding', async () => {
    const run = await start()
    const batch = handmade()
    for (const { ignore } of [batch.unlabelled, batch.mix]) ignore.fill(255)
    batch.labelled.label.fill(255)
    const { losses } = await playedStep(
      [ofMix, first, second],
      (student) => run.step(batch, student, 0).losses,
    )
    expect(losses).toEqual({ supervised: 0, unsupervised: 0 })
  })

  it('tells what share of each class it learned, and how much of that is right', async () => {
    const run = await start()
    const batch = handmade()
    const truth = new Uint8Array(IMAGES * PIXELS).fill(1, 8, 10)
    let report = {}
    await playedStep([ofMix, first, second], (student) => {
      const taken = run.step({ ...batch, unlabelled: { ...batch.unlabelled, truth } }, student, 0)
      report = taken.report
      return taken.losses
    })
    // Before mixing, rows 1 and 2 of the first image are sure of class 0, and two of their eight pixels are of class 1.
    expect(report).toEqual({
      thresholds: [0.95, 0.95],
      pseudoLabelShare: [6 / 32, 2 / 32],
      pseudoLabelAccuracy: [6 / 8, null],
    })
  })
})
