import { describe, expect, it } from 'vitest'
import type { LowMap } from '../../../../../src/main/trainer/losses/contrast/boundarySimilarity.ts'
import { boundaryPixels } from '../../../../../src/main/trainer/losses/contrast/boundarySimilarity.ts'
import { meansOf } from '../../../../../src/main/trainer/predict/ClassMeans.ts'
import type { ClassShares } from '../../../../../src/main/trainer/predict/ClassShares.ts'
import { mapsOf } from '../../../../../src/main/trainer/predict/maps.ts'
import type { Seen } from '../../../../../src/main/trainer/predict/Seen.ts'
import { resizeNearest } from '../../../../../src/shared/domain/mask.ts'

const SIDE = 12
const PICTURE = { width: 45, height: 45 }
const cells = Array.from({ length: SIDE * SIDE }, (_, cell) => cell)
/** The left half is background, the right half a lesion. */
const isLesion = (cell: number) => cell % SIDE >= SIDE / 2

/** A frame by the classes that a net sees in each cell and by what it sees them with. */
function seen(
  share: (cell: number) => readonly number[],
  feature: (cell: number) => readonly number[],
  more: Partial<Pick<Seen, 'means' | 'second'>> = {},
): Seen {
  const shares = sharesOf(share)
  const values = Float32Array.from(cells.flatMap((cell) => [...feature(cell)]))
  const fused: LowMap = { values, width: SIDE, height: SIDE, channels: values.length / cells.length }
  const classes = shares.classes
  const best = cells.map((cell) => {
    const own = [...shares.data.subarray(cell * classes, (cell + 1) * classes)]
    return own.indexOf(Math.max(...own))
  })
  const mask = { width: SIDE, height: SIDE, data: Uint8Array.from(best) }
  const label = resizeNearest(mask, PICTURE.width, PICTURE.height).data
  const boundary = boundaryPixels(fused, label, PICTURE.width, PICTURE.height)
  return {
    shares,
    fused,
    mask,
    picture: PICTURE,
    boundary,
    means: meansOf(shares, fused),
    second: undefined,
    ...more,
  }
}

const sharesOf = (share: (cell: number) => readonly number[]): ClassShares => {
  const data = Float32Array.from(cells.flatMap((cell) => [...share(cell)]))
  return { width: SIDE, height: SIDE, classes: data.length / cells.length, data }
}

const halves = (cell: number) => (isLesion(cell) ? [0, 1] : [1, 0])
const row = (map: Uint8Array | undefined) => [...(map ?? [])].slice(5 * SIDE, 6 * SIDE)

describe('maps of what a net sees', () => {
  it('show an edge where one is predicted, the more the less changes across it', () => {
    const clear = row(mapsOf(seen(halves, (cell) => (isLesion(cell) ? [0, 1] : [1, 0]))).edges)
    const faint = row(mapsOf(seen(halves, (cell) => (isLesion(cell) ? [0.9, 1] : [1, 0.9]))).edges)
    const same = row(mapsOf(seen(halves, () => [1, 1])).edges)
    const [left, right] = [SIDE / 2 - 1, SIDE / 2]
    for (const map of [clear, faint, same]) {
      // Away from the edge there is nothing to be unclear about.
      expect(map.slice(0, left - 1)).toEqual(Array(left - 1).fill(0))
      expect(map.slice(right + 2)).toEqual(Array(SIDE - right - 2).fill(0))
    }
    for (const at of [left, right]) {
      expect(same[at]).toBe(255)
      expect(faint[at]).toBeGreaterThan(clear[at] ?? 255)
      expect(faint[at]).toBeLessThan(255)
    }
  })

  it('show what looks like the wrong class, measured by how alike the classes are anyway', () => {
    // The cell at column 2 is taken for background and has the lesion's features; the one at 3 is between both.
    const odd = 5 * SIDE + 2
    const feature = (cell: number) =>
      cell === odd ? [1, 4] : cell === odd + 1 ? [2.5, 2.5] : isLesion(cell) ? [1, 4] : [4, 1]
    const map = row(mapsOf(seen(halves, feature)).lookAlikes)
    expect(map[2]).toBeGreaterThan(250)
    expect(map[3]).toBeGreaterThan(50)
    expect(map[3]).toBeLessThan(200)
    expect(map[0]).toBe(0)
    expect(map[SIDE - 1]).toBeLessThan(5)
  })

  it('compare with what classes look like on labelled frames, and else only where two are seen', () => {
    const background = () => [1, 0]
    const likeLesion = () => [0, 1]
    expect(mapsOf(seen(background, likeLesion)).lookAlikes).toBeUndefined()
    const means = new Map([
      [0, Float32Array.of(1, 0)],
      [1, Float32Array.of(0, 1)],
    ])
    // A lesion that the net has missed altogether.
    expect(row(mapsOf(seen(background, likeLesion, { means })).lookAlikes)).toEqual(Array(SIDE).fill(255))
  })

  it('show how far two nets differ, and nothing of it where there is one', () => {
    const one = () => [0.8, 0.1, 0.1]
    const feature = () => [1]
    expect(mapsOf(seen(one, feature)).nets).toBeUndefined()
    const second = sharesOf((cell) => (isLesion(cell) ? [0, 0.5, 0.5] : [0.8, 0.1, 0.1]))
    const map = row(mapsOf(seen(one, feature, { second })).nets)
    expect(map[0]).toBe(0)
    expect(map[SIDE - 1]).toBe(Math.round(255 * 0.8))
  })
})
