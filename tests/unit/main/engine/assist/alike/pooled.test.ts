import { describe, expect, it } from 'vitest'
import { ALL_FIELDS, pooledBox, pooledFields } from '../../../../../../src/main/engine/assist/alike/pooled.ts'
import { CELLS, CHANNELS } from '../../../../../../src/shared/assistant/embedding.ts'
import { toHalves } from '../../../../../../src/shared/domain/halfFloats.ts'

/** An embedding whose numbers are told by channel, column and row of the cell. */
function embedding(width: number, height: number, value: (c: number, x: number, y: number) => number) {
  const cells = CELLS * CELLS
  const data = new Float32Array(CHANNELS * cells)
  for (let i = 0; i < data.length; i++)
    data[i] = value(Math.floor(i / cells), i % CELLS, Math.floor((i % cells) / CELLS))
  return { width, height, data: toHalves(data) }
}

/** The channel that a vector points along. */
const along = (vector: Float32Array) => vector.indexOf(Math.max(...vector))
const field = (all: Float32Array, n: number) => all.subarray(n * CHANNELS, (n + 1) * CHANNELS)

describe('a pooled embedding', () => {
  it('has a vector of length one for each field, in rows', () => {
    const square = embedding(512, 512, (c, x, y) => Number(c === Math.floor(y / 16) * 4 + Math.floor(x / 16)))
    const all = pooledFields(square)
    for (let n = 0; n < ALL_FIELDS; n++) {
      expect(Math.hypot(...field(all, n))).toBeCloseTo(1, 5)
      expect(along(field(all, n))).toBe(n)
    }
  })

  it('leaves out what the picture does not cover', () => {
    // 384 of 512 wide: 48 of 64 columns; 7 beyond them would drown all else.
    const high = embedding(384, 512, (c, x) => (x < 48 ? Number(c === 1) : 7 * Number(c === 2)))
    for (let n = 0; n < ALL_FIELDS; n++) expect(field(pooledFields(high), n)[2]).toBe(0)
  })

  it('is of some cells where a picture has fewer than fields', () => {
    const line = embedding(2000, 10, (c) => Number(c === 3))
    for (let n = 0; n < ALL_FIELDS; n++) expect(along(field(pooledFields(line), n))).toBe(3)
  })

  it('of a box is of the cells that it touches, one at least', () => {
    const square = embedding(640, 640, (c, x, y) => Number(c === (x === 10 && y === 20 ? 5 : 6)))
    const inside = { left: 101, top: 201, right: 109, bottom: 209 }
    expect(along(pooledBox(square, inside))).toBe(5)
    expect(pooledBox(square, { left: 105, top: 205, right: 105.5, bottom: 205.5 })[5]).toBeCloseTo(1, 5)
    const around = pooledBox(square, { left: 90, top: 190, right: 120, bottom: 220 })
    expect(around[5]! / around[6]!).toBeCloseTo(1 / 8, 3)
    // Beyond the frame as far as the frame goes.
    expect(along(pooledBox(square, { left: -50, top: -50, right: 20, bottom: 20 }))).toBe(6)
  })

  it('says nothing where the numbers do not', () => {
    const all = pooledFields(embedding(100, 100, () => Number.NaN))
    expect(all.every((value) => value === 0)).toBe(true)
  })
})
