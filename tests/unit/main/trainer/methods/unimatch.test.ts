import { describe, expect, it } from 'vitest'
import type { Batch } from '../../../../../src/main/trainer/data/Batch.ts'
import { Stopwatch } from '../../../../../src/main/trainer/learners/Stopwatch.ts'
import type { Method } from '../../../../../src/main/trainer/methods/Method.ts'
import { settingsFrom } from '../../../../../src/shared/trainer/presets.ts'
import { hasTensorFlow } from '../../../../support/places.ts'
import { playedStep, twoClasses } from '../../../../support/playedStudent.ts'

const SIZE = 4
const PIXELS = SIZE * SIZE
const settings = settingsFrom('paper', { method: 'unimatch', classes: 2, steps: 10 })

const shade = (value: number) => new Uint8Array(PIXELS * 3).fill(value)
const box = (left: number, top: number, side: number) => ({ left, top, width: side, height: side })
/** One image: a box of 2 × 2 in the upper left corner of the first strong view, one pixel in the lower left of the second. */
const batch: Batch = {
  size: SIZE,
  images: 1,
  epoch: 0,
  labelled: { pixels: shade(10), label: new Uint8Array(PIXELS) },
  unlabelled: {
    weak: shade(20),
    strong: [
      { pixels: shade(30), boxes: [box(0, 0, 2)] },
      { pixels: shade(31), boxes: [box(0, 3, 1)] },
    ],
    ignore: new Uint8Array(PIXELS),
  },
  mix: {
    weak: shade(40),
    strong: [
      { pixels: shade(50), boxes: [undefined] },
      { pixels: shade(51), boxes: [undefined] },
    ],
    ignore: new Uint8Array(PIXELS),
  },
}

const all = (count: number, p: number) => Array.from({ length: count }, () => p)
const maps = (...images: readonly (readonly number[])[]) =>
  [[images.length, SIZE, SIZE, 2], twoClasses(images.flat())] as const
const ofMix = maps(all(PIXELS, 0.01))
/** Labelled; weak, sure but for its lowest row; labelled perturbed; weak perturbed. */
const first = maps(
  all(PIXELS, 0.75),
  [...all(12, 0.99), ...all(4, 0.8)],
  all(PIXELS, 0.001),
  all(PIXELS, 0.75),
)
const second = maps(all(PIXELS, 0.75), all(PIXELS, 0.5))
const [asZero, asOne, either] = [-Math.log(0.75), Math.log(4), Math.log(2)]

async function start() {
  const { unimatch } = await import('../../../../../src/main/trainer/methods/unimatch.ts')
  return (unimatch as Method<'unimatch'>).start({ settings, stopwatch: new Stopwatch() } as never)
}

describe.skipIf(!hasTensorFlow)('UniMatch', () => {
  it('learns two strong views with boxes of their own, and the perturbed weak one, by the rule of METHODS §1.3', async () => {
    const run = await start()
    const { losses, shown, slopes } = await playedStep([ofMix, first, second], (student) => {
      return run.step(batch, student, 0).losses
    })
    expect(losses['supervised']).toBeCloseTo(asZero / 2, 6)
    const strong = (4 * asOne + 8 * asZero) / 16 + (13 * either) / 16
    expect(losses['unsupervised']).toBeCloseTo((0.25 * strong) / 2, 6)
    expect(losses['perturbed']).toBeCloseTo((0.5 * 12 * asZero) / 16 / 2, 6)
    const shades = shown.map(({ pixels, options }) => [options.mode, ...new Set(pixels)])
    expect(shades).toEqual([
      ['eval', 40],
      ['train', 10, 20],
      ['train', 50, 30, 31, 51],
    ])
    // No gradient comes to the weak view that labels, nor to the labelled view's perturbed half.
    const [none, ofFirst, ofSecond] = slopes
    expect(none).toBeUndefined()
    const movedIn = (slope: Float32Array) =>
      Array.from({ length: slope.length / (2 * PIXELS) }, (_, image) => {
        const own = slope.subarray(image * 2 * PIXELS, (image + 1) * 2 * PIXELS)
        return Array.from({ length: PIXELS }, (_, i) => own[2 * i]).filter((d) => d !== 0).length
      })
    expect(movedIn(ofFirst!)).toEqual([16, 0, 0, 12])
    expect(movedIn(ofSecond!)).toEqual([12, 13])
  })

  it('perturbs one pass only, each step otherwise and a repeated one the same', async () => {
    const run = await start()
    const drawn = async (step: number) => {
      const { shown } = await playedStep(
        [ofMix, first, second],
        (student) => run.step(batch, student, step).losses,
      )
      const draws = shown.map(({ options }) => (options.mode === 'train' ? options.perturb : undefined))
      expect(draws.map((draw) => draw !== undefined)).toEqual([false, true, false])
      return draws[1]!()
    }
    const [zero, one, again] = [await drawn(0), await drawn(1), await drawn(0)]
    expect(zero).not.toBe(one)
    expect(again).toBe(zero)
  })

  it('learns nothing of a batch that is all padding', async () => {
    const run = await start()
    const { unlabelled, mix } = batch
    if (!unlabelled || !mix) throw new Error('The batch lacks a part.')
    const ignore = new Uint8Array(PIXELS).fill(255)
    const padded: Batch = {
      ...batch,
      labelled: { pixels: shade(0), label: ignore },
      unlabelled: { ...unlabelled, ignore },
      mix: { ...mix, ignore },
    }
    const { losses } = await playedStep(
      [ofMix, first, second],
      (student) => run.step(padded, student, 0).losses,
    )
    expect(losses).toEqual({ supervised: 0, unsupervised: 0, perturbed: 0 })
  })
})
