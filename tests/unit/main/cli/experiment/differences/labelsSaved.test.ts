import { describe, expect, it } from 'vitest'
import {
  type Judged,
  labelsNeeded,
  worthOfTwice,
} from '../../../../../../src/main/cli/experiment/differences/labelsSaved.ts'

/** Rounds of 10, 20 and 40 labels, where twice the labels are worth 4 points; a way is so far ahead after the first. */
const rounds = (way: string, seed: number, ahead: number, twice = 0.04): Judged[] =>
  [10, 20, 40].map((labelled, i) => ({ way, seed, labelled, miou: 0.5 + twice * i + (i > 0 ? ahead : 0) }))

describe('labels that are needed', () => {
  it('are half as many where a way is ahead by what twice the labels are worth', () => {
    // Being ahead from the second round on tilts the common slope: by the rounds of the other way alone it is 4 points.
    const other = rounds('random', 0, 0)
    expect(worthOfTwice(other)).toBeCloseTo(0.04)
    const both = [...other, ...rounds('blend', 0, 0.02)]
    const twice = worthOfTwice(both) ?? 0
    expect(labelsNeeded(both, 'blend', 'random')).toMatchObject({ interval: null, draws: 1 })
    expect(labelsNeeded(both, 'blend', 'random')?.of100).toBeCloseTo(100 * 2 ** (-0.02 / twice))
  })

  it('are as many for a way that is the same, and more for one that is behind', () => {
    const same = [...rounds('random', 0, 0), ...rounds('blend', 0, 0)]
    expect(labelsNeeded(same, 'blend', 'random')?.of100).toBeCloseTo(100)
    const behind = [...rounds('random', 0, 0), ...rounds('blend', 0, -0.01)]
    expect(labelsNeeded(behind, 'blend', 'random')?.of100).toBeGreaterThan(110)
  })

  it('have an interval over seeds, by Student’s t', () => {
    const both = [0.01, 0.03].flatMap((ahead, seed) => [
      ...rounds('random', seed, 0),
      ...rounds('blend', seed, ahead),
    ])
    const twice = worthOfTwice(both) ?? 0
    const found = labelsNeeded(both, 'blend', 'random')
    // Mean 0.02, deviation 0.01·√2, two seeds: 12.706 · 0.01 to each side, which is beyond what was measured.
    expect(found?.of100).toBeCloseTo(100 * 2 ** (-0.02 / twice))
    expect(found?.interval).toEqual([25, Math.min(400, 100 * 2 ** ((0.12706 - 0.02) / twice))])
  })

  it('pair what was labelled alike, and leave out a seed that has no such pair', () => {
    const lone = rounds('blend', 1, 0.3)
    const both = [...rounds('random', 0, 0), ...rounds('blend', 0, 0.01), ...lone]
    expect(labelsNeeded(both, 'blend', 'random')?.draws).toBe(1)
  })

  it('are not told where more labels do not help, nor of a way that was not done', () => {
    const level = [...rounds('random', 0, 0, -0.01), ...rounds('blend', 0, 0, -0.01)]
    expect(labelsNeeded(level, 'blend', 'random')).toBeNull()
    expect(labelsNeeded(rounds('random', 0, 0), 'blend', 'random')).toBeNull()
    expect(worthOfTwice([])).toBeNull()
  })
})
