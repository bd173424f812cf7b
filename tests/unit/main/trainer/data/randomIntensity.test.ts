import { describe, expect, it } from 'vitest'
import { brighten } from '../../../../../src/main/trainer/data/colour.ts'
import { posterize, solarize } from '../../../../../src/main/trainer/data/levels.ts'
import { randomIntensity } from '../../../../../src/main/trainer/data/randomIntensity.ts'
import { streamFor } from '../../../../../src/shared/domain/random.ts'

const SIZE = 8
const weak = Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, i) => (i * 7919) % 256)

const drawn = (...values: readonly number[]) => {
  const left = [...values]
  return () => left.shift() ?? Number.NaN
}
/** One change alone, the `index`-th of the eleven. */
const one = (index: number, ...rest: readonly number[]) =>
  randomIntensity(weak, SIZE, drawn(0, (index + 0.5) / 11, ...rest))
const changed = (change: (pixels: Uint8Array) => void) => {
  const pixels = weak.slice()
  change(pixels)
  return pixels
}

describe('a view of random intensity', () => {
  it('may be the crop itself, and leaves the crop as it was', () => {
    const before = weak.slice()
    expect(one(0)).toEqual(weak)
    one(9, 0.5)
    expect(weak).toEqual(before)
  })

  it.each([
    ['all light but a twentieth', 5, 0, (pixels: Uint8Array) => brighten(pixels, 0.95)],
    ['most of the light', 5, 1 - 1e-9, (pixels: Uint8Array) => brighten(pixels, 0.05)],
    ['the lowest bit', 8, 0, (pixels: Uint8Array) => posterize(pixels, 7)],
    ['four bits', 8, 1 - 1e-9, (pixels: Uint8Array) => posterize(pixels, 4)],
    ['the highest level', 9, 0, (pixels: Uint8Array) => solarize(pixels, 255)],
    ['all levels but the lowest', 9, 1 - 1e-9, (pixels: Uint8Array) => solarize(pixels, 1)],
  ] as const)('changes %s at the end of its range', (_, index, draw, change) => {
    expect(one(index, draw)).toEqual(changed(change))
  })

  it('is of up to three changes, one after the other', () => {
    const [darker, fewer] = [5.5 / 11, 8.5 / 11]
    const both = (pixels: Uint8Array) => {
      brighten(pixels, 0.95 - 0.9 * 0.25)
      posterize(pixels, 6)
      posterize(pixels, 5)
    }
    const random = drawn(0.99, darker, 0.25, fewer, 0.5, fewer, 0.75)
    expect(randomIntensity(weak, SIZE, random)).toEqual(changed(both))
  })

  it('stays a picture whatever comes', () => {
    const seen = new Set<string>()
    for (let i = 0; i < 200; i++) {
      const view = randomIntensity(weak, SIZE, streamFor(1, i))
      expect(view.length).toBe(weak.length)
      seen.add(view.join())
    }
    expect(seen.size).toBeGreaterThan(150)
  })
})
