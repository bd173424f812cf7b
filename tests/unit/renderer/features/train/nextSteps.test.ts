import { describe, expect, it } from 'vitest'
import { nextSteps } from '../../../../../src/renderer/features/train/nextSteps.ts'
import { type Verdict, verdict } from '../../../../../src/shared/contract/training.ts'

const judged = (change: Partial<Verdict> = {}): Verdict => ({
  ...verdict.parse({
    overall: 'better',
    change: 4,
    interval: [1, 7],
    patientsWorse: [],
    perClass: [
      { class: 0, before: 0.9, now: 0.9, frames: 20, found: 20 },
      { class: 1, before: 0.5, now: 0.6, frames: 12, found: 10 },
      { class: 2, before: 0.4, now: 0.5, frames: 5, found: 3 },
    ],
  }),
  ...change,
})
const idsOf = (...args: Parameters<typeof nextSteps>) => nextSteps(...args).map(({ id }) => id)

describe('what to do next', () => {
  it('is to label while a round learns, and after one that was broken off', () => {
    expect(idsOf({ state: 'running', verdict: null }, false)).toEqual(['labelTraining', 'labelValidation'])
    expect(idsOf({ state: 'crashed', verdict: null }, false)).toEqual(['labelTraining', 'labelValidation'])
  })

  it('is to go through what a model in use has found, its rarest class first', () => {
    const steps = nextSteps({ state: 'finished', verdict: judged() }, true)
    expect(steps.map(({ id }) => id)).toEqual(['accept', 'found', 'disagree', 'labelValidation'])
    expect(steps[1]?.filter.seen).toEqual([2])
  })

  it('is to label more where the model is no good, or nothing could judge it', () => {
    const alarms: Verdict['alarms'] = [{ kind: 'missed', class: 1, frames: 3 }]
    expect(idsOf({ state: 'finished', verdict: judged({ alarms }) }, false)[0]).toBe('labelTraining')
    expect(idsOf({ state: 'finished', verdict: judged({ overall: 'unsure' }) }, false)[0]).toBe(
      'labelValidation',
    )
    expect(idsOf({ state: 'finished', verdict: null }, false)[0]).toBe('labelValidation')
  })

  it('never offers overlays of held-out patients to accept, nor overlays of a model that is not in use', () => {
    const steps = nextSteps({ state: 'finished', verdict: judged() }, true)
    for (const { id, filter } of steps)
      if (id === 'accept' || id === 'found') expect(filter.split).toBe('train')
    expect(idsOf({ state: 'finished', verdict: judged({ overall: 'same' }) }, false)).not.toContain('accept')
  })
})
