import { expect, it } from 'vitest'
import { ofShard, shardFrom, WHOLE } from '../../../../src/shared/domain/shard.ts'

it('reads parts as they are written', () => {
  expect(shardFrom('1/1')).toEqual(WHOLE)
  expect(shardFrom('2/5')).toEqual({ index: 1, count: 5 })
  for (const wrong of ['0/2', '3/2', '1', '1/0', '-1/2', '1/2/3', 'a/b', ' 1/2', '1.5/2', ''])
    expect(shardFrom(wrong)).toBeUndefined()
})

it.each([0, 1, 7, 20])('deals %i items to parts, each once', (length) => {
  const items = Array.from({ length }, (_, i) => i)
  for (const count of [1, 2, 3, 8]) {
    const parts = Array.from({ length: count }, (_, index) => ofShard(items, { index, count }))
    expect(parts.flat().sort((a, b) => a - b)).toEqual(items)
    const sizes = parts.map((part) => part.length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  }
})
