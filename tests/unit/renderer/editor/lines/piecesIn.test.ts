import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { piecesIn } from '../../../../../src/renderer/editor/lines/piecesIn.ts'
import type { Mask } from '../../../../../src/shared/domain/mask.ts'
import { blobs } from '../../../../support/blobs.ts'
import { discs } from '../../../../support/discs.ts'

/** Unit edges of a mask's areas, as "x,y-x,y value", without those along the frame's own edge. */
function edgesOf({ width, height, data }: Mask): Set<string> {
  const edges = new Set<string>()
  const at = (x: number, y: number) => data[y * width + x]!
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = at(x, y)
      if (value === 0) continue
      if (y > 0 && at(x, y - 1) !== value) edges.add(`${x},${y}-${x + 1},${y} ${value}`)
      if (y < height - 1 && at(x, y + 1) !== value) edges.add(`${x},${y + 1}-${x + 1},${y + 1} ${value}`)
      if (x > 0 && at(x - 1, y) !== value) edges.add(`${x},${y}-${x},${y + 1} ${value}`)
      if (x < width - 1 && at(x + 1, y) !== value) edges.add(`${x + 1},${y}-${x + 1},${y + 1} ${value}`)
    }
  return edges
}

/** The unit edges that pieces run along. */
function edgesAlong(pieces: ReturnType<typeof piecesIn>): Set<string> {
  const edges = new Set<string>()
  for (const { value, closed, points } of pieces) {
    const corners = Array.from(
      { length: points.length / 2 },
      (_, i) => [points[2 * i]!, points[2 * i + 1]!] as const,
    )
    const ends = closed ? [...corners.slice(1), corners[0]!] : corners.slice(1)
    ends.forEach(([bx, by], i) => {
      const [ax, ay] = corners[i]!
      const [dx, dy] = [Math.sign(bx - ax), Math.sign(by - ay)]
      for (let [x, y] = [ax, ay]; x !== bx || y !== by; x += dx, y += dy) {
        const [left, top] = [Math.min(x, x + dx), Math.min(y, y + dy)]
        edges.add(`${left},${top}-${left + Math.abs(dx)},${top + Math.abs(dy)} ${value}`)
      }
    })
  }
  return edges
}

describe('outlines of a part of a mask', () => {
  it('run along every edge between areas, square by square, and along nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 5, max: 40 }), (seed, side) => {
        const mask = blobs(seed, 61, 47)
        const found = new Set<string>()
        for (let y = 0; y < mask.height; y += side)
          for (let x = 0; x < mask.width; x += side) {
            const box = { x, y, width: Math.min(side, 61 - x), height: Math.min(side, 47 - y) }
            for (const edge of edgesAlong(piecesIn(mask, box))) found.add(edge)
          }
        expect([...found].sort()).toEqual([...edgesOf(mask)].sort())
      }),
      { numRuns: 60 },
    )
  })

  it('tell at each corner which way the area lies', () => {
    const [piece] = piecesIn(discs(20, { value: 1, x: 10, y: 10, radius: 6 }), {
      x: 0,
      y: 0,
      width: 20,
      height: 20,
    })
    expect(piece?.closed).toBe(true)
    const { points = [], inwards = [] } = piece ?? {}
    for (let i = 0; i < points.length; i += 2) {
      const away = Math.hypot(points[i]! - 10, points[i + 1]! - 10)
      const inset = Math.hypot(
        points[i]! + 0.5 * inwards[i]! - 10,
        points[i + 1]! + 0.5 * inwards[i + 1]! - 10,
      )
      expect(inset).toBeLessThan(away)
    }
  })

  it('are open where an area leaves the frame, and nothing where there is one value alone', () => {
    const corner = discs(20, { value: 2, x: 0, y: 0, radius: 8 })
    expect(piecesIn(corner, { x: 0, y: 0, width: 20, height: 20 }).map(({ closed }) => closed)).toEqual([
      false,
    ])
    const full = { width: 4, height: 4, data: new Uint8Array(16).fill(1) }
    expect(piecesIn(full, { x: 0, y: 0, width: 4, height: 4 })).toEqual([])
  })
})
