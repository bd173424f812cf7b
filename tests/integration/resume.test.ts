import { setTimeout as sleep } from 'node:timers/promises'
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

const reports = (events: TrainerEvent[]) =>
  events.flatMap((e) => (e.kind === 'step' ? [[e.report.losses, e.report.thresholds]] : []))

describe.skipIf(!hasTensorFlow)('a resumed LoCo run', () => {
  it('equals an undisturbed one bit for bit: weights, losses, thresholds', async () => {
    const undisturbed = await runs.run('whole', false)
    const first = await runs.run('parts', false, 3)
    const second = await runs.run('parts', true)
    expect(reports([...first, ...second])).toEqual(reports(undisturbed))
    expect(runs.weights('parts').equals(runs.weights('whole'))).toBe(true)
    expect(second.some((e) => e.kind === 'notice')).toBe(false)
  })

  it('is the same where it was held up between its steps', async () => {
    const held = await runs.run('held', false, undefined, [], () => sleep(30, 30))
    expect(reports(held)).toHaveLength(6)
    expect(runs.weights('held').equals(runs.weights('whole'))).toBe(true)
  })
})
