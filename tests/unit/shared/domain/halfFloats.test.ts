import { describe, expect, it } from 'vitest'
import { fromHalves, toHalves } from '../../../../src/shared/domain/halfFloats.ts'
import { mulberry32 } from '../../../../src/shared/domain/random.ts'

/** Node's own, which newer ones have. */
const rounded = (Math as { f16round?: (value: number) => number }).f16round

describe('16-bit floats', () => {
  it('come back as the same bits, all of them that are numbers', () => {
    const all = Uint16Array.from({ length: 65536 }, (_, half) => half)
    const back = toHalves(fromHalves(all))
    const isNumber = (half: number) => (half & 0x7c00) !== 0x7c00 || (half & 1023) === 0
    expect([...all].filter((half) => isNumber(half) && back[half] !== half)).toEqual([])
  })

  it('are one, a half, the largest and the smallest where IEEE 754 has them', () => {
    const halves = Uint16Array.of(0x3c00, 0x3800, 0x7bff, 0x0001, 0xc000, 0x7c00)
    expect([...fromHalves(halves)]).toEqual([1, 0.5, 65504, 2 ** -24, -2, Number.POSITIVE_INFINITY])
  })

  it.skipIf(!rounded)('are rounded as Node rounds', () => {
    const random = mulberry32(16)
    const values = Float32Array.from(
      { length: 20_000 },
      () => (random() * 2 - 1) * 2 ** Math.floor(random() * 44 - 27),
    )
    const ours = fromHalves(toHalves(values))
    const theirs = values.map((value) => rounded?.(value) ?? 0)
    expect(values.filter((_, i) => ours[i] !== theirs[i])).toHaveLength(0)
  })
})
