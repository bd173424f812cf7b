import { describe, expect, it } from 'vitest'
import { Waits } from '../../../../../src/main/engine/accounts/Waits.ts'
import type { Failure } from '../../../../../src/shared/contract/failure.ts'

const clock = () => {
  let ms = 0
  const waits = new Waits(() => ms)
  /** Seconds that a try has to wait; 0 for one that began. */
  const tried = (...keys: string[]) => {
    try {
      waits.begin(keys)
      return 0
    } catch (error) {
      const { reason } = error as Failure
      return reason.name === 'waitToSignIn' ? reason.values.seconds : Number.NaN
    }
  }
  return {
    waits,
    tried,
    pass: (seconds: number) => {
      ms += seconds * 1000
    },
  }
}

describe('waits', () => {
  it('begin after five tries and double up to five minutes', () => {
    const { tried, pass } = clock()
    for (let n = 0; n < 5; n++) expect(tried('berta')).toBe(0)
    const waited = []
    for (let n = 0; n < 10; n++) {
      const seconds = tried('berta')
      waited.push(seconds)
      pass(seconds)
      expect(tried('berta')).toBe(0)
    }
    expect(waited).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300])
  })

  it("are each name's own, and end with a right password", () => {
    const { waits, tried } = clock()
    for (let n = 0; n < 5; n++) tried('berta')
    expect(tried('anna')).toBe(0)
    expect(tried('anna', 'berta')).toBe(1)
    waits.succeeded('berta')
    expect(tried('berta')).toBe(0)
  })

  it('are forgotten after a quarter of an hour', () => {
    const { tried, pass } = clock()
    for (let n = 0; n < 5; n++) tried('berta')
    pass(15 * 60)
    for (let n = 0; n < 5; n++) expect(tried('berta')).toBe(0)
  })

  it('are remembered of a limited number of names', () => {
    const { tried } = clock()
    for (let n = 0; n < 5; n++) tried('berta')
    for (let n = 0; n < 10_000; n++) tried(`name ${n}`)
    expect(tried('berta')).toBe(0)
  })
})
