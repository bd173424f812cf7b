import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { piecesIn } from '../../../../../src/renderer/editor/lines/piecesIn.ts'
import { simplified } from '../../../../../src/renderer/editor/lines/simplified.ts'
import { discs } from '../../../../support/discs.ts'

type Corner = readonly [x: number, y: number]

const cornersOf = (points: readonly number[]): Corner[] =>
  Array.from({ length: points.length / 2 }, (_, i) => [points[2 * i]!, points[2 * i + 1]!])

/** How far a place is from the straight way between two others. */
function away([x, y]: Corner, [ax, ay]: Corner, [bx, by]: Corner): number {
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2
  const along = length2 === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2
  const held = Math.min(1, Math.max(0, along))
  return Math.hypot(x - ax - held * (bx - ax), y - ay - held * (by - ay))
}

describe('a line with fewer corners', () => {
  it('runs within the tolerance of every corner, and keeps both ends', () => {
    const place = fc.integer({ min: 0, max: 30 })
    const line = fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(line, fc.double({ min: 0.1, max: 5, noNaN: true }), (corners, tolerance) => {
        const stays = simplified(corners.flat(), tolerance)
        expect(stays[0]).toBe(1)
        expect(stays.at(-1)).toBe(1)
        corners.forEach((corner, i) => {
          const before = stays.subarray(0, i + 1).lastIndexOf(1)
          const after = i + stays.subarray(i).indexOf(1)
          expect(away(corner, corners[before]!, corners[after]!)).toBeLessThanOrEqual(tolerance + 1e-9)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('loses most corners of a round area, and none of the stairs that are wider than the tolerance', () => {
    const mask = discs(120, { value: 1, x: 60, y: 60, radius: 50 })
    const [piece] = piecesIn(mask, { x: 0, y: 0, width: 120, height: 120 })
    const points = piece?.points ?? []
    const count = (tolerance: number) => simplified(points, tolerance).reduce((sum, stays) => sum + stays, 0)
    expect(cornersOf(points).length).toBeGreaterThan(150)
    expect(count(1)).toBeLessThan(50)
    expect(count(0.2)).toBe(cornersOf(points).length)
  })

  it('is nothing where there is none', () => {
    expect(simplified([], 1)).toHaveLength(0)
  })
})
