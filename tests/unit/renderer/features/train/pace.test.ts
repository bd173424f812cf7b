import { describe, expect, it } from 'vitest'
import { paceOf, secondsFor, stepsIn } from '../../../../../src/renderer/features/train/pace.ts'

const way = { method: 'loco', backbone: 'efficientnet-lite0', size: 128, batch: 4 }

describe('the pace of a machine', () => {
  it('is the last that was measured in the same way', () => {
    const times = [
      { ...way, backbone: 'resnet50', secondsPerStep: 9, memory: null },
      { ...way, size: 256, secondsPerStep: 2, memory: null },
      { ...way, secondsPerStep: 0.4, memory: null },
    ]
    expect(paceOf(way, times, 20)).toEqual({ secondsPerStep: 0.4, secondsBeside: 20, measured: true })
  })

  it('follows the pixels of a step where only others were measured, and says whether it is a guess', () => {
    const times = [{ ...way, secondsPerStep: 0.4, memory: null }]
    expect(paceOf({ ...way, size: 256, batch: 2 }, times, 20)).toMatchObject({
      secondsPerStep: 0.8,
      measured: true,
    })
    expect(paceOf({ ...way, method: 'supervised' }, times, 20).measured).toBe(false)
    expect(paceOf(way, [], null).measured).toBe(false)
  })
})

describe('the steps of a round', () => {
  const pace = { secondsPerStep: 0.4, secondsBeside: 30, measured: true }

  it('fill the time without going over it', () => {
    for (const minutes of [10, 60, 480]) {
      const seconds = secondsFor(stepsIn(minutes, pace), pace)
      expect(seconds).toBeLessThanOrEqual(60 * minutes)
      expect(seconds).toBeGreaterThan(0.98 * 60 * minutes)
    }
  })

  it('are never too few to learn from, nor more than a round may have', () => {
    expect(stepsIn(10, { ...pace, secondsPerStep: 100 })).toBe(20)
    expect(stepsIn(480, { ...pace, secondsPerStep: 0.01 })).toBe(200_000)
  })
})
