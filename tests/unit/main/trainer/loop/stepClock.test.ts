import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StepClock } from '../../../../../src/main/trainer/loop/StepClock.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

describe('the clock of a run', () => {
  it('counts steps, and what earlier parts of the run took', () => {
    const clock = new StepClock(10)
    vi.advanceTimersByTime(500)
    expect(clock.tick(4)).toEqual({ secondsPerStep: 0.5, secondsLeft: 2 })
    expect(clock.seconds).toBe(10.5)
  })

  it('leaves out the time in which a run waits', () => {
    const clock = new StepClock(0)
    vi.advanceTimersByTime(9500)
    clock.leaveOut(9000)
    expect(clock.tick(4)).toEqual({ secondsPerStep: 0.5, secondsLeft: 2 })
    expect(clock.seconds).toBe(0.5)
  })
})
