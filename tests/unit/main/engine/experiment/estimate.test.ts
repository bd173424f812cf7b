import { describe, expect, it } from 'vitest'
import { estimateText } from '../../../../../src/main/cli/experiment/estimateText.ts'
import { addedUp } from '../../../../../src/main/engine/experiment/estimate.ts'

/** Two seeds of 1,000 steps each. */
const methods = [
  { method: 'supervised', runs: 2, steps: 2000, secondsPerStep: 1, cpuSecondsPerStep: 1.5, bytes: 2e9 },
  { method: 'loco', runs: 2, steps: 2000, secondsPerStep: 3, cpuSecondsPerStep: 4.5, bytes: 4e9 },
]

describe('the estimate of an experiment', () => {
  it('adds up runs that go one after the other', () => {
    expect(addedUp(methods, 1, 9e9, 2)).toMatchObject({ sideBySide: 1, seconds: 8000, bytes: 4e9, free: 9e9 })
  })

  it('lets no more go side by side than fit the memory, or than there are', () => {
    expect(addedUp(methods, 8, 9e9, 64).sideBySide).toBe(2)
    expect(addedUp(methods, 8, 1e9, 64).sideBySide).toBe(1)
    expect(addedUp(methods, 8, 100e9, 64).sideBySide).toBe(4)
    expect(addedUp([], 8, 100e9, 64)).toMatchObject({ sideBySide: 1, seconds: 0, bytes: 0 })
  })

  it('is not shorter side by side than the cores allow', () => {
    expect(addedUp(methods, 4, 100e9, 64).seconds).toBe(2000)
    expect(addedUp(methods, 4, 100e9, 2).seconds).toBe(6000)
  })

  it('reads as hours and memory', () => {
    expect(estimateText(addedUp(methods, 2, 9e9, 2))).toBe(
      [
        '4 runs to do, 2 side by side: about 1.7 hours of learning on this machine, and 8.0 GB of memory of the 9.0 GB that are free.',
        '  supervised: 2 runs, 2000 steps, 1.0 s a step, 0:33:20, 2.0 GB',
        '  loco: 2 runs, 2000 steps, 3.0 s a step, 1.7 hours, 4.0 GB',
      ].join('\n'),
    )
    expect(estimateText(addedUp([], 2, 9e9, 2))).toBe('Nothing is left to do.')
  })
})
