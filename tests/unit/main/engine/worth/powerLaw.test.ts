import { describe, expect, it } from 'vitest'
import { expectedFrom, type Judged, lawsThrough } from '../../../../../src/main/engine/worth/expected.ts'
import { byPatient } from '../../../../../src/main/engine/worth/judged.ts'
import { at, fitted } from '../../../../../src/main/engine/worth/powerLaw.ts'
import { normal, streamFor } from '../../../../../src/shared/domain/random.ts'
import { judgedAt, scoreOf } from '../../../../support/budgetStudy.ts'

const expected = (rounds: readonly Judged[]) => expectedFrom(rounds, lawsThrough(rounds), 100, 20)
const law = { top: 0.8, fall: 2, bend: 0.6 }
const on = (...numbers: number[]) => numbers.map((labelled) => ({ labelled, dice: at(law, labelled) }))

describe('a power law through rounds', () => {
  it('is found again from its own points', () => {
    const found = fitted(on(10, 20, 40, 80))
    expect(found.bend).toBe(0.6)
    expect(found.top).toBeCloseTo(0.8, 10)
    expect(found.fall).toBeCloseTo(2, 10)
  })

  it('never falls with more labels, and never rises above 1', () => {
    const falling = fitted([10, 20, 40].map((labelled, i) => ({ labelled, dice: 0.7 - 0.1 * i })))
    expect(falling.fall).toBe(0)
    expect(at(falling, 1000)).toBeCloseTo(0.6)
    const steep = fitted([10, 20, 40].map((labelled, i) => ({ labelled, dice: 0.5 + 0.2 * i })))
    expect(steep.top).toBeLessThanOrEqual(1)
    expect(at(steep, 1e9)).toBeLessThanOrEqual(1)
  })

  it('takes the usual bend where two numbers of labels say nothing of it', () => {
    expect(fitted(on(10, 40)).bend).toBe(0.5)
  })
})

describe('what further masks are expected to add', () => {
  const rounds = [20, 40, 60, 100].map((labelled) => ({
    labelled,
    frames: judgedAt(labelled),
    patients: byPatient(judgedAt(labelled)),
  }))

  it('is what the law says, within its interval, and the same each time', () => {
    const { next, curve } = expected(rounds)
    const truth = 1.6 * (100 ** -0.5 - 120 ** -0.5)
    expect(next.gain).toBeCloseTo(truth, 2)
    expect(next.interval[0]).toBeLessThanOrEqual(next.gain)
    expect(next.interval[1]).toBeGreaterThanOrEqual(next.gain)
    expect(curve[0]?.labelled).toBe(20)
    expect(curve.at(-1)?.labelled).toBe(120)
    expect(expected(rounds)).toEqual({ next, curve })
  })

  it('has a wider interval where rounds have their own luck', () => {
    const random = streamFor('luck')
    const lucky = rounds.map(({ labelled, frames }) => {
      const luck = 0.06 * normal(random)
      return {
        labelled,
        patients: byPatient(
          frames.map(({ patient, id, dice }) => scoreOf(patient, Number(id), (dice ?? 0) + luck)),
        ),
      }
    })
    const width = ({ next: { interval } }: ReturnType<typeof expected>) => interval[1] - interval[0]
    expect(width(expected(lucky))).toBeGreaterThan(width(expected(rounds)))
  })

  it('holds the truth in most studies that are made up with luck', () => {
    const random = streamFor('studies')
    const truth = 1.6 * (100 ** -0.5 - 120 ** -0.5)
    const held = Array.from({ length: 30 }, () => {
      const study = [20, 35, 50, 70, 100].map((labelled) => {
        const luck = 0.015 * normal(random)
        return {
          labelled,
          patients: byPatient(
            judgedAt(labelled).map(({ patient, id, dice }) =>
              scoreOf(patient, Number(id), (dice ?? 0) + luck),
            ),
          ),
        }
      })
      const [low, high] = expected(study).next.interval
      return low <= truth && truth <= high
    })
    expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(24)
  })
})
