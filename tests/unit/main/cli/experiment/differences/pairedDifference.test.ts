import { describe, expect, it } from 'vitest'
import { pairedDifference } from '../../../../../../src/main/cli/experiment/differences/pairedDifference.ts'
import { resample } from '../../../../../../src/main/cli/experiment/differences/resample.ts'
import { studentQuantile } from '../../../../../../src/main/cli/experiment/differences/student.ts'
import { figuresFor } from '../../../../../../src/main/cli/experiment/measures/figures.ts'
import { frameRows } from '../../../../../../src/main/cli/experiment/measures/frameRows.ts'
import { mulberry32, normal, permutation } from '../../../../../../src/shared/domain/random.ts'
import { judgedFrame } from '../../../../../support/experimentRuns.ts'

const figures = figuresFor(2).filter(({ name }) => name === 'DSC')
const DICE = 0

/** Dice of each frame, by its patient's name. */
type Dices = readonly (readonly [patient: string, dice: number])[]

const draw = (seed: number, dices: Dices) => ({
  seed,
  rows: frameRows(
    dices.map(([patient, dice], i) => ({ ...judgedFrame(`${patient} ${i}`, 0, patient), dice })),
  ),
})
const differ = (one: readonly Dices[], other: readonly Dices[], resamples?: number) => {
  const of = (draws: readonly Dices[]) =>
    resample(
      draws.map((dices, seed) => draw(seed, dices)),
      figures,
      resamples,
    )
  return pairedDifference(of(one), of(other), DICE)
}

describe('a paired difference', () => {
  it('is over draws where all patients differ alike: mean ± t of one degree of freedom × the standard error', () => {
    const other: Dices[] = [
      [
        ['a', 0.5],
        ['b', 0.3],
      ],
      [
        ['a', 0.2],
        ['b', 0.6],
      ],
    ]
    const [first, second] = other.map((dices, i) =>
      dices.map(([name, dice]) => [name, dice + 0.02 * (i + 1)] as const),
    )
    const found = differ([first!, second!], other)!
    // Differences 2 and 4: mean 3, variance 2, standard error 1.
    expect(found.points).toBeCloseTo(3, 9)
    expect(found.interval![0]).toBeCloseTo(3 - 12.706, 6)
    expect(found.interval![1]).toBeCloseTo(3 + 12.706, 6)
    expect(found.draws).toBe(2)
  })

  it('of one draw is over patients: two that differ by 0 and 10 points give 5 ± 12.7 × 5', () => {
    // Of two drawn from 0 and 10 the mean is 0, 5, 5 or 10: variance 12.5, and 2/1 of it is that of the mean.
    const { points, interval } = differ(
      [
        [
          ['a', 0.5],
          ['b', 0.6],
        ],
      ],
      [
        [
          ['a', 0.5],
          ['b', 0.5],
        ],
      ],
      4000,
    )!
    expect(points).toBeCloseTo(5, 9)
    expect((interval![1] - 5) / (12.706 * 5)).toBeCloseTo(1, 1)
    expect(interval![0] + interval![1]).toBeCloseTo(10, 6)
  })

  it('has no interval from one patient in one draw, and never leaves ±100', () => {
    expect(differ([[['a', 0.7]]], [[['a', 0.5]]])!.interval).toBeNull()
    expect(differ([[['a', 1]], [['a', 0]]], [[['a', 0]], [['a', 1]]])!.interval).toEqual([-100, 100])
  })

  it('is of the draws that tested the same frames, and null where there are none', () => {
    const [a, b] = [draw(0, [['a', 0.9]]), draw(1, [['b', 0.8]])]
    const [one, other] = [resample([a, b], figures), resample([draw(1, [['b', 0.5]])], figures)]
    expect(pairedDifference(one, other, DICE)).toMatchObject({ draws: 1, points: expect.closeTo(30, 9) })
    expect(pairedDifference(one, resample([draw(0, [['c', 0.5]])], figures), DICE)).toBeNull()
  })

  it('is the same each time, and its opposite the other way round', () => {
    const one: Dices[] = [
      [
        ['a', 0.5],
        ['b', 0.9],
        ['c', 0.1],
      ],
    ]
    const other: Dices[] = [
      [
        ['a', 0.4],
        ['b', 0.2],
        ['c', 0.6],
      ],
    ]
    const [there, again, back] = [differ(one, other)!, differ(one, other)!, differ(other, one)!]
    expect(again).toEqual(there)
    expect(back.points).toBeCloseTo(-there.points, 9)
    expect(back.interval![0]).toBeCloseTo(-there.interval![1], 9)
  })
})

interface World {
  readonly draws: number
  readonly patients: number
  readonly frames: number
  /** Share of patients that a draw tests. */
  readonly tested: number
  /** Standard deviations of what a draw, a patient and a frame add to a difference, 0 to 1. */
  readonly spread: readonly [draw: number, patient: number, frame: number]
}

/** In how many of so many simulated experiments, with a true difference, the interval holds 0. */
function holdingZero(
  { draws, patients, frames, tested, spread }: World,
  truth: number,
  times: number,
): number {
  const random = mulberry32(5)
  let held = 0
  for (let t = 0; t < times; t++) {
    const byPatient = Array.from({ length: patients }, () => spread[1] * normal(random))
    const differences = Array.from({ length: draws }, (): Dices => {
      const shift = truth + spread[0] * normal(random)
      return permutation(random, patients)
        .slice(0, Math.round(tested * patients))
        .flatMap((p) =>
          Array.from(
            { length: frames },
            () => [`p${p}`, shift + byPatient[p]! + spread[2] * normal(random)] as const,
          ),
        )
    })
    const none = differences.map((dices) => dices.map(([name]) => [name, 0] as const))
    const [low, high] = differ(differences, none, 50)!.interval!
    if (low <= 0 && high >= 0) held++
  }
  return held / times
}

describe('the 95 % interval', () => {
  const worlds: readonly (readonly [string, World])[] = [
    ['draws decide', { draws: 5, patients: 30, frames: 1, tested: 0.3, spread: [0.04, 0, 0.05] }],
    [
      'draws and patients differ',
      { draws: 6, patients: 30, frames: 1, tested: 0.3, spread: [0.03, 0.05, 0.08] },
    ],
    [
      'all draws test the same few patients',
      { draws: 5, patients: 10, frames: 2, tested: 1, spread: [0.01, 0.05, 0.05] },
    ],
  ]
  it.each(worlds)('of no difference holds 0 in about 95 %%: %s', (_, world) => {
    const share = holdingZero(world, 0, 120)
    expect(share).toBeGreaterThan(0.89)
    expect(share).toBeLessThan(0.995)
  })

  it.each(worlds)('of a large difference does not: %s', (_, world) => {
    expect(holdingZero(world, 0.2, 20)).toBeLessThan(0.1)
  })
})

it('takes t from the table, between its rows and beyond it', () => {
  expect(studentQuantile(1)).toBe(12.706)
  expect(studentQuantile(4)).toBe(2.776)
  // Exactly 3.575.
  expect(Math.abs(studentQuantile(2.5) - 3.575)).toBeLessThan(0.06)
  expect(studentQuantile(60)).toBeCloseTo(2.0, 2)
})
