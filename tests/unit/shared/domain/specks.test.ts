import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { polygon } from '../../../../src/renderer/editor/tools/polygon.ts'
import { partsOf } from '../../../../src/shared/domain/contours.ts'
import { lesionsOf } from '../../../../src/shared/domain/lesions.ts'
import { classesPresent, emptyMask, type Mask } from '../../../../src/shared/domain/mask.ts'
import { fillPolygons } from '../../../../src/shared/domain/polygon.ts'
import { speckSize, withoutSpecks } from '../../../../src/shared/domain/specks.ts'
import { blobs } from '../../../support/blobs.ts'
import { at, paintOn } from '../../../support/canvas.ts'
import { discs } from '../../../support/discs.ts'

const disc = { value: 2, x: 30, y: 30, radius: 12 }
const dot = (value: number, x: number, y: number) => ({ value, x: x + 0.5, y: y + 0.5, radius: 0.6 })

/** Pixels that are no speck's. */
function meant(mask: Mask, smallest: number): number[] {
  const speck = new Set<number>()
  for (const value of classesPresent(mask)) {
    const { labels, count } = partsOf(mask, value)
    const areas = new Uint32Array(count + 1)
    for (const part of labels) areas[part]!++
    labels.forEach((part, at) => {
      if (part > 0 && areas[part]! < smallest) speck.add(at)
    })
  }
  return [...mask.data.keys()].filter((at) => !speck.has(at))
}

describe('specks', () => {
  it('become what is around them: background, or the lesion that they lie in', () => {
    const clean = discs(80, disc)
    const specked = discs(80, disc, dot(1, 5, 5), dot(1, 30, 30), dot(2, 0, 79))
    expect(lesionsOf(specked)).toHaveLength(4)
    expect(withoutSpecks(specked).data).toEqual(clean.data)
  })

  it('leave no lesion below their size, and what is larger in its place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 2, max: 30 }), (seed, smallest) => {
        const mask = blobs(seed, 60, 50)
        const clean = withoutSpecks(mask, smallest)
        expect(lesionsOf(clean).every(({ area }) => area >= smallest)).toBe(true)
        expect(withoutSpecks(clean, smallest).data).toEqual(clean.data)
        const kept = meant(mask, smallest)
        expect(kept.map((at) => clean.data[at])).toEqual(kept.map((at) => mask.data[at]))
      }),
      { numRuns: 100 },
    )
  })

  it('grow with the frame, and are never less than a few pixels', () => {
    expect(speckSize(64, 64)).toBe(4)
    expect(speckSize(1920, 1080)).toBe(41)
  })

  it('do not stay where a drawn line crosses itself, but a small drawing does', () => {
    const context = paintOn(100, 100)
    const draw = (corners: readonly (readonly [number, number])[]) => {
      const tool = polygon.create()
      for (const [x, y] of corners) tool.down(context, at(x, y))
      tool.finish?.(context)
    }
    // The line comes back beside its first edge and crosses it near the corner.
    const crossing = [
      [20, 20],
      [60, 20],
      [60, 60],
      [22, 60],
      [22, 18],
      [20, 18.4],
    ] as const
    const raw = emptyMask(100, 100)
    fillPolygons(raw, [crossing.flat()], 2)
    expect(lesionsOf(raw)).toHaveLength(2)
    draw(crossing)
    expect(lesionsOf(context.mask)).toHaveLength(1)
    draw([
      [80, 80],
      [81, 80],
      [81, 82],
    ])
    expect(lesionsOf(context.mask).map(({ area }) => area)).toContain(1)
  })
})
