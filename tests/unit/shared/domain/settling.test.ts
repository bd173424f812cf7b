import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyMask, type Mask } from '../../../../src/shared/domain/mask.ts'
import { differencesOf, settled, takes } from '../../../../src/shared/domain/settling.ts'
import { discs } from '../../../support/discs.ts'

const SIDE = 80
const at = (value: number, x: number, y: number, radius: number) => ({ value, x, y, radius })
/** Both see a lesion alike; one sees another one; a third they call otherwise; of a fourth they draw the edge otherwise. */
const first = discs(SIDE, at(1, 12, 12, 8), at(1, 60, 12, 8), at(1, 12, 60, 8), at(2, 58, 58, 10))
const second = discs(SIDE, at(1, 12, 12, 8), at(2, 12, 60, 8), at(2, 61, 58, 10))

const kinds = (a: Mask, b: Mask) =>
  differencesOf(a, b).differences.map(({ kind, isThin }) => ({ kind, isThin }))

describe('what two readers differ on', () => {
  it('is told finding by finding, and what both see alike is not', () => {
    expect(kinds(first, second)).toEqual([
      { kind: 'onlyFirst', isThin: false },
      { kind: 'edge', isThin: false },
      { kind: 'class', isThin: false },
    ])
    expect(kinds(second, first)[0]).toEqual({ kind: 'onlySecond', isThin: false })
    expect(kinds(first, first)).toEqual([])
    expect(kinds(emptyMask(SIDE, SIDE), emptyMask(SIDE, SIDE))).toEqual([])
  })

  it('is thin where an edge differs by less than 2 px, and not where a thin line was marked by one alone', () => {
    const a = discs(SIDE, at(1, 40, 40, 20))
    const line = emptyMask(SIDE, SIDE)
    for (let x = 5; x < 20; x++) line.data[2 * SIDE + x] = 1
    expect(kinds(a, discs(SIDE, at(1, 40, 40, 20.6)))).toEqual([{ kind: 'edge', isThin: true }])
    expect(kinds(a, discs(SIDE, at(1, 40, 40, 24)))).toEqual([{ kind: 'edge', isThin: false }])
    expect(kinds(line, emptyMask(SIDE, SIDE))).toEqual([{ kind: 'onlyFirst', isThin: false }])
  })

  it('has the box of the whole finding', () => {
    expect(differencesOf(first, second).differences.map(({ box }) => box)).toEqual([
      [52, 4, 16, 16],
      [48, 48, 23, 20],
      [4, 52, 16, 16],
    ])
  })
})

describe('what is settled', () => {
  it('is what was taken of each finding', () => {
    const mask = settled(first, second, ['none', 'union', 'second'])
    const expected = discs(SIDE, at(1, 12, 12, 8), at(2, 12, 60, 8), at(2, 58, 58, 10), at(2, 61, 58, 10))
    expect(mask).toEqual(expected)
    expect(settled(first, second, [])).toEqual(first)
  })

  const painted = fc
    .array(fc.constantFrom(0, 0, 0, 1, 2, 255), { minLength: 144, maxLength: 144 })
    .map((values): Mask => ({ width: 12, height: 12, data: Uint8Array.from(values) }))
  const choices = fc.array(fc.constantFrom(...takes), { maxLength: 60 })

  it('is the same as both wherever they are the same, outside of all differences', () => {
    fc.assert(
      fc.property(painted, painted, choices, (a, b, taken) => {
        const { area, labels } = differencesOf(a, b)
        const mask = settled(a, b, taken)
        for (let i = 0; i < mask.data.length; i++) {
          const [x, y] = [(i % 12) - area.x, Math.floor(i / 12) - area.y]
          const isWithin = x >= 0 && y >= 0 && x < area.width && y < area.height
          if (isWithin && labels[y * area.width + x] !== 0) continue
          expect([a.data[i], b.data[i]]).toEqual([mask.data[i], mask.data[i]])
        }
      }),
    )
  })

  it('is one reader’s mask where all of theirs is taken, and marks what either or both do', () => {
    fc.assert(
      fc.property(painted, painted, (a, b) => {
        const all = <T>(take: T) => differencesOf(a, b).differences.map(() => take)
        expect(settled(a, b, all('first'))).toEqual(a)
        expect(settled(a, b, all('second'))).toEqual(b)
        const union = settled(a, b, all('union'))
        const both = settled(a, b, all('intersection'))
        for (let i = 0; i < a.data.length; i++) {
          expect(union.data[i]).toBe(a.data[i] === 0 ? b.data[i] : a.data[i])
          expect(both.data[i]).toBe(a.data[i] === b.data[i] ? a.data[i] : 0)
        }
      }),
    )
  })
})
