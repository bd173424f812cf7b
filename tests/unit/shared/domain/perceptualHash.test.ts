import { expect, it } from 'vitest'
import { bits, hashIn } from '../../../../src/shared/domain/perceptualHash.ts'

it('a hash is read in halves, and two of them differ in so many bits', () => {
  const [one, other] = [hashIn('80000000000000ff'), hashIn('0000000000000000')]
  expect(one).toEqual({ high: 0x80000000, low: 0xff })
  expect(bits(one.high ^ other.high) + bits(one.low ^ other.low)).toBe(9)
  expect([bits(0), bits(-1), bits(0b1011)]).toEqual([0, 32, 3])
})
