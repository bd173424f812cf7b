import { describe, expect, it } from 'vitest'
import { pooled } from '../../../../../src/main/engine/assist/pooled.ts'
import { CELLS, CHANNELS } from '../../../../../src/shared/assistant/embedding.ts'
import { toHalves } from '../../../../../src/shared/domain/halfFloats.ts'

/** An embedding whose numbers are told by channel, column and row of the cell. */
function embedding(width: number, height: number, value: (c: number, x: number, y: number) => number) {
  const cells = CELLS * CELLS
  const data = new Float32Array(CHANNELS * cells)
  for (let i = 0; i < data.length; i++)
    data[i] = value(Math.floor(i / cells), i % CELLS, Math.floor((i % cells) / CELLS))
  return { width, height, data: toHalves(data) }
}

const region = (width: number, height: number, holds: (x: number, y: number) => boolean) => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, i) =>
    Number(holds(i % width, Math.floor(i / width))),
  ),
})

describe('a pooled embedding', () => {
  it('has 256 numbers of length one', () => {
    const all = pooled(embedding(640, 480, (c, x, y) => c - 100 + x - y))
    expect(all).toHaveLength(CHANNELS)
    expect(Math.hypot(...(all ?? []))).toBeCloseTo(1, 5)
  })

  it('knows only the cells that the frame fills, the last row as far as it does', () => {
    // 48 rows of cells belong to a frame of 4:3; beyond them stands what must not count.
    const clean = embedding(640, 480, (c, _, y) => (y < 48 ? Number(c === 3) : 0))
    const dirty = embedding(640, 480, (c, _, y) => (y < 48 ? Number(c === 3) : 1000))
    expect(pooled(dirty)).toEqual(pooled(clean))
    // Of 50 × 40 px the encoder sees 819 rows: 51 cells and 3 px of the next.
    const part = pooled(
      embedding(50, 40, (c, _, y) => (c === 0 ? Number(y < 51) : c === 1 ? Number(y === 51) : 0)),
    )
    expect((part?.[1] ?? 0) / (part?.[0] ?? 1)).toBeCloseTo(3 / 816, 4)
  })

  it('is that of the cells under a region alone, wherever it lies', () => {
    const halves = embedding(512, 512, (c, x) => (x < 32 ? Number(c === 7) : Number(c === 9)))
    const left = pooled(
      halves,
      region(512, 512, (x) => x < 256),
    )
    const right = pooled(
      halves,
      region(512, 512, (x) => x >= 256),
    )
    const both = pooled(
      halves,
      region(512, 512, (x) => x >= 192 && x < 320),
    )
    expect([left?.[7], left?.[9]]).toEqual([1, 0])
    expect([right?.[7], right?.[9]]).toEqual([0, 1])
    expect(both?.[7]).toBeCloseTo(Math.SQRT1_2, 5)
    expect(both?.[9]).toBeCloseTo(Math.SQRT1_2, 5)
  })

  it('of one pixel in a corner is of the cells that hold it, on large frames and small ones', () => {
    const corner = (width: number, height: number, last: number) =>
      pooled(
        embedding(width, height, (c, x, y) => Number(c === (x === 63 && y === last ? 1 : 0))),
        region(width, height, (x, y) => x === width - 1 && y === height - 1),
      )
    const large = corner(1920, 1080, 35)
    expect([large?.[0], large?.[1]]).toEqual([0, 1])
    // A pixel of 50 × 40 is 20 × 20 of the encoder's, of which 16 × 3 lie in the last cell.
    const small = corner(50, 40, 51)
    expect((small?.[1] ?? 0) / (small?.[0] ?? 1)).toBeCloseTo(48 / 352, 4)
  })

  it('of nothing is none', () => {
    expect(
      pooled(
        embedding(64, 64, () => 1),
        region(64, 64, () => false),
      ),
    ).toBeNull()
  })
})
