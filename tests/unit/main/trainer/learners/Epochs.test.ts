import { describe, expect, it } from 'vitest'
import { Epochs } from '../../../../../src/main/trainer/learners/Epochs.ts'

describe('epochs', () => {
  it('are passes over the frames, of which the first says how many there will be', () => {
    // Four steps a pass: a run of ten has two and a half.
    const epochs = new Epochs(10, null)
    const places = Array.from({ length: 10 }, (_, step) => epochs.enter(step, Math.floor(step / 4)))
    expect(places.map(({ epoch }) => epoch)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2])
    expect(places.map(({ first }) => first)).toEqual([0, 0, 0, 0, 4, 4, 4, 4, 4, 4])
    expect(places.map(({ done }) => done)).toEqual([0, 0, 0, 0, 0.4, 0.4, 0.4, 0.4, 0.8, 0.8])
  })

  it('are equal parts of the run where so many are asked for, none of them passed over', () => {
    const inParts = (steps: number, count: number) => {
      const epochs = new Epochs(steps, count)
      return Array.from({ length: steps }, (_, step) => epochs.enter(step, 0))
    }
    const ten = inParts(10, 4)
    expect(ten.map(({ epoch }) => epoch)).toEqual([0, 0, 0, 1, 1, 2, 2, 2, 3, 3])
    expect(ten.map(({ done }) => done)).toEqual([0, 0, 0, 0.25, 0.25, 0.5, 0.5, 0.5, 0.75, 0.75])
    expect(ten.map(({ first }) => first)).toEqual(ten.map(() => 3))
    expect(inParts(3, 10).map(({ epoch }) => epoch)).toEqual([0, 1, 2])
  })

  it('go on in a resumed run where they were', () => {
    const before = new Epochs(10, null)
    for (let step = 0; step < 6; step++) before.enter(step, Math.floor(step / 4))
    const after = new Epochs(10, null)
    after.restore(before.state())
    expect(after.place.epoch).toBe(1)
    expect(after.enter(6, 1)).toEqual(before.enter(6, 1))
  })
})
