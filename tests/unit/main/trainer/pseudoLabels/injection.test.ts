import { describe, expect, it } from 'vitest'
import { drawInjection, inject } from '../../../../../src/main/trainer/pseudoLabels/injection.ts'
import { streamFor } from '../../../../../src/shared/domain/random.ts'

/** Three images of 2×2 px, all pixels of one value. */
const plane = (...values: readonly number[]) => values.flatMap((value) => [value, value, value, value])
const rgb = (values: readonly number[]) => Uint8Array.from(values.flatMap((value) => [value, value, value]))
const box = (left: number, top: number, width: number, height: number) => ({ left, top, width, height })

describe('label-injecting CutMix', () => {
  it('puts labelled regions into mixtures, and regions of the mixtures into the images: by hand', () => {
    const strong = { pixels: rgb(plane(10, 20, 30)), boxes: [] }
    const seen = {
      pseudoLabel: Uint8Array.from(plane(0, 1, 2)),
      confidence: Float32Array.from(plane(0.25, 0.5, 0.75)),
      ignore: new Uint8Array(12),
    }
    const labelled = {
      pixels: rgb(plane(110, 120, 130)),
      pseudoLabel: Uint8Array.from([3, 3, 3, 3, 4, 4, 4, 4, 5, 255, 5, 5]),
      confidence: new Float32Array(12).fill(1),
      ignore: Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0]),
    }
    // (a) mixture 0 has the upper row of labelled image 1, mixture 1 the whole of 2; mixture 2 has nothing labelled.
    // (b) image 0 gets the left column of mixture 1, image 1 the upper row of mixture 2, image 2 all of mixture 0.
    const mixed = inject(2, strong, seen, labelled, {
      order: [1, 2, 0],
      labelled: [box(0, 0, 2, 1), box(0, 0, 2, 2), undefined],
      mixture: [box(0, 0, 1, 2), box(0, 0, 2, 1), box(0, 0, 2, 2)],
    })
    expect(mixed.pixels).toEqual(rgb([130, 10, 130, 10, 30, 30, 20, 20, 120, 120, 10, 10]))
    expect([...mixed.pseudoLabel]).toEqual([5, 0, 5, 0, 2, 2, 1, 1, 4, 4, 0, 0])
    expect([...mixed.confidence]).toEqual([1, 0.25, 1, 0.25, 0.75, 0.75, 0.5, 0.5, 1, 1, 0.25, 0.25])
    expect([...mixed.ignore]).toEqual(plane(0, 0, 0))
    expect(strong.pixels).toEqual(rgb(plane(10, 20, 30)))
  })

  it('takes what is not to be learned of a labelled frame with it', () => {
    const nothing = { pixels: rgb(plane(1)), ignore: new Uint8Array(4), confidence: new Float32Array(4) }
    const ignore = Uint8Array.from([0, 255, 0, 0])
    const labelled = { ...nothing, pseudoLabel: ignore, ignore }
    const all = [box(0, 0, 2, 2)]
    const strong = { pixels: nothing.pixels, boxes: [] }
    const seen = { ...nothing, pseudoLabel: new Uint8Array(4) }
    const mixed = inject(2, strong, seen, labelled, { order: [0], labelled: all, mixture: all })
    expect(mixed.ignore).toEqual(ignore)
  })

  const SIZE = 64
  const drawOf = (sure: readonly number[], i: number) => drawInjection(sure, SIZE, streamFor(1, 'test', i))
  const draws = Array.from({ length: 400 }, (_, i) => drawOf([0, 0.25, 0.75, 1], i))

  it('injects labels the more often the less the teacher is sure', () => {
    const often = [0, 1, 2, 3].map((image) => draws.filter((d) => d.labelled[image]).length / draws.length)
    expect([often[0], often[3]]).toEqual([1, 0])
    expect(Math.abs(often[1]! - 0.75)).toBeLessThan(0.08)
    expect(Math.abs(often[2]! - 0.25)).toBeLessThan(0.08)
  })

  it('draws squares within the crop, all of a batch from one area, and gives each image once', () => {
    for (const { order, labelled, mixture } of draws) {
      expect([...order].sort()).toEqual([0, 1, 2, 3])
      for (const { left, top, width, height } of [...labelled, ...mixture].filter((b) => b !== undefined)) {
        expect(Math.min(left, top, width, height)).toBeGreaterThanOrEqual(0)
        expect(Math.max(left + width, top + height)).toBeLessThanOrEqual(SIZE)
      }
    }
    const whole = ({ left, top, width, height }: ReturnType<typeof box>) =>
      left > 0 && top > 0 && left + width < SIZE && top + height < SIZE
    const sides = draws.map(({ mixture }) => mixture.filter(whole).map(({ width }) => width))
    expect(sides.every((list) => new Set(list).size <= 1)).toBe(true)
    expect(sides.filter((list) => list.length > 1).length).toBeGreaterThan(5)
  })

  it('draws the same for the same step', () => {
    expect(drawOf([0.5, 0.5], 3)).toEqual(drawOf([0.5, 0.5], 3))
    expect(drawOf([0.5, 0.5], 3)).not.toEqual(drawOf([0.5, 0.5], 4))
  })
})
