import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TrainerEvent } from '../../src/shared/trainer/messages.ts'
import { hasTensorFlow } from '../support/places.ts'
import { smallRuns } from '../support/smallRuns.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const place = temporaryFolder()
let runs: Awaited<ReturnType<typeof smallRuns>>
beforeAll(async () => {
  runs = await smallRuns(place.path)
})
afterAll(() => place.remove())

type Taken = Extract<TrainerEvent, { kind: 'taken' }>
const takenIn = (events: readonly TrainerEvent[]) =>
  events.filter((event): event is Taken => event.kind === 'taken')

describe.skipIf(!hasTensorFlow)('a run that is asked what it takes for true', { timeout: 120_000 }, () => {
  it('says it frame by frame between its steps, and learns the same as one that is not asked', async () => {
    const [first, second] = runs.job('asked', false).unlabelled
    if (!first || !second) throw new Error('There are too few frames.')
    const gone = { id: 'gone', path: join(place.path, 'gone.png') }
    await runs.run('unasked', false)
    const events = await runs.run('asked', false, undefined, [first, gone, second])
    expect(runs.weights('asked').equals(runs.weights('unasked'))).toBe(true)

    const told = takenIn(events)
    expect(told.map(({ id, step, net }) => [id, step, net])).toEqual([
      [first.id, 1, 'teacher'],
      ['gone', 2, 'teacher'],
      [second.id, 3, 'teacher'],
    ])
    expect(told.map(({ taken }) => taken !== null)).toEqual([true, false, true])
    for (const { taken, trust } of told) {
      if (!taken) continue
      const { width, height, classes, data } = taken.probabilities
      expect([classes, data.length, taken.trusted.length]).toEqual([2, 2 * width * height, width * height])
      expect(taken.labelledShare.reduce((a, b) => a + b)).toBeCloseTo(1)
      // Trusted is what reaches the threshold of its class; bytes are rounded.
      for (const [cell, isTrusted] of taken.trusted.entries()) {
        const [zero = 0, one = 0] = data.subarray(2 * cell, 2 * cell + 2)
        if (Math.abs(zero - one) < 2) continue
        const best = zero > one ? 0 : 1
        const margin = Math.max(zero, one) / 255 - (trust.thresholds[best] ?? 0)
        if (Math.abs(margin) > 0.005) expect(isTrusted).toBe(margin > 0 ? 1 : 0)
      }
    }
  })

  it('that was stopped says the same by its checkpoint', async () => {
    const { tellKept } = await import('../../src/main/trainer/loop/taken.ts')
    const { LastModel } = await import('../../src/main/trainer/predict/LastModel.ts')
    const { settings, unlabelled, runFolder } = runs.job('stopped', false)
    const frames = unlabelled.slice(0, 1)
    const running = takenIn(await runs.run('stopped', false, 4, [...unlabelled.slice(1, 4), ...frames]))
    const last = running.find(({ step }) => step === 4)
    const kept: TrainerEvent[] = []
    const trust = last?.trust ?? { thresholds: [], entropyBelow: null }
    await tellKept(
      { source: { kind: 'checkpoint', settings, runFolder }, trust, frames },
      {
        emit: (event) => kept.push(event),
        stopIfCancelled: () => {},
        pauseAsked: () => false,
        preferred: () => [],
        nextAsked: () => undefined,
        giveWay: async () => 0,
      },
      new LastModel(),
    )
    expect(takenIn(kept)).toEqual([last])
  })
})
