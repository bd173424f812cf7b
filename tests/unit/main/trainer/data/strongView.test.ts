import { expect, it } from 'vitest'
import { strongView } from '../../../../../src/main/trainer/data/strongView.ts'
import { streamFor } from '../../../../../src/shared/domain/random.ts'

/** Hue of the first pixel, as a share of the circle; undefined where it is grey. */
function hueOf([r = 0, g = 0, b = 0]: Uint8Array): number | undefined {
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)]
  if (most - least < 40) return undefined
  const span = most - least
  const sixths = most === r ? (g - b) / span : most === g ? 2 + (b - r) / span : 4 + (r - g) / span
  return ((sixths + 6) % 6) / 6
}

/** The farthest that the green of a crop goes round the circle in 200 views. */
function farthest(hue?: number): number {
  const green = new Uint8Array(8 * 8 * 3).map((_, i) => [60, 150, 60][i % 3]!)
  const shifts = Array.from({ length: 200 }, (_, i) => hueOf(strongView(green, 8, streamFor(i), hue)))
  return Math.max(...shifts.map((shift) => (shift === undefined ? 0 : Math.abs(shift - 1 / 3))))
}

it('shifts hue by a quarter of the circle at most, or by what is said', () => {
  expect(farthest()).toBeGreaterThan(0.2)
  expect(farthest()).toBeLessThan(0.26)
  expect(farthest(0.05)).toBeGreaterThan(0.03)
  expect(farthest(0.05)).toBeLessThan(0.07)
  expect(farthest(0)).toBeLessThan(0.02)
})
