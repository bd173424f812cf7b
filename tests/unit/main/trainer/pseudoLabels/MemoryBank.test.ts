import { describe, expect, it } from 'vitest'
import { MemoryBank } from '../../../../../src/main/trainer/pseudoLabels/MemoryBank.ts'

const all = (bank: MemoryBank, ofClass: number) => [
  ...bank.rows(
    ofClass,
    Int32Array.from({ length: bank.count(ofClass) }, (_, i) => i),
  ),
]

describe('a bank of embeddings', () => {
  it('gives up the oldest of a class for new ones, and none of another', () => {
    const bank = new MemoryBank([2, 3], 1)
    bank.push(1, Float32Array.of(1, 2))
    expect(all(bank, 1)).toEqual([1, 2])
    bank.push(1, Float32Array.of(3, 4))
    expect(all(bank, 1)).toEqual([2, 3, 4])
    expect(all(bank, 0)).toEqual([])
    bank.push(0, Float32Array.of(5, 6, 7, 8, 9))
    expect(all(bank, 0)).toEqual([8, 9])
    bank.push(0, Float32Array.of(10))
    expect(all(bank, 0)).toEqual([9, 10])
    expect([...bank.rows(1, Int32Array.of(2, 0, 2))]).toEqual([4, 2, 4])
  })

  it('is the same after it was kept in a checkpoint, and goes on as it would have', () => {
    const bank = new MemoryBank([3], 2)
    bank.push(0, Float32Array.of(1, 1, 2, 2, 3, 3, 4, 4))
    const state = new Map(
      [...bank.state()].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
    )
    const again = new MemoryBank([3], 2)
    again.restore(state)
    for (const one of [bank, again]) one.push(0, Float32Array.of(5, 5))
    expect(all(again, 0)).toEqual([3, 3, 4, 4, 5, 5])
    expect(all(again, 0)).toEqual(all(bank, 0))
    expect(() => again.restore(new Map())).toThrow('banks')
  })

  it('takes as much of a checkpoint before its first embedding as later', () => {
    const bytes = (bank: MemoryBank) =>
      [...bank.state().values()].reduce((sum, { data }) => sum + data.byteLength, 0)
    const bank = new MemoryBank([4, 2], 3)
    const before = bytes(bank)
    bank.push(0, new Float32Array(30))
    expect(before).toBeGreaterThan((4 + 2) * 3 * 4)
    expect(bytes(bank)).toBe(before)
  })
})
