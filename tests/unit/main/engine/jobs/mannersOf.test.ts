import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mannersOf, threadsBeside } from '../../../../../src/main/engine/jobs/mannersOf.ts'
import type { Work } from '../../../../../src/shared/trainer/messages.ts'
import type { TrainJob } from '../../../../../src/shared/trainer/protocol.ts'

const train = (threads: number | null): Work => ({
  kind: 'train',
  job: { limits: { threads, stopAfterSeconds: null, pauseOnBattery: true } } as TrainJob,
})
const predict: Work = { kind: 'predict', job: { model: { path: '', sha256: '' }, frames: [] } }

beforeEach(() => vi.stubEnv('LOCO_TRAINER_PRIORITY', ''))
afterEach(() => vi.unstubAllEnvs())

describe('a trainer', () => {
  it('steps back with what nobody waits for, and with nothing else', () => {
    expect(mannersOf(train(null), 'long').behind).toBe(true)
    expect(mannersOf(predict, 'long').behind).toBe(true)
    expect(mannersOf(predict, 'warm')).toEqual({ behind: false, threads: null })
  })

  it('steps back nowhere where the machine is said to be its own', () => {
    vi.stubEnv('LOCO_TRAINER_PRIORITY', 'normal')
    expect(mannersOf(train(null), 'long').behind).toBe(false)
  })

  it('takes as many cores as it is given, else all but one where there are several', () => {
    expect(mannersOf(train(3), 'long').threads).toBe(3)
    expect([1, 2, 3, 8].map(threadsBeside)).toEqual([1, 2, 2, 7])
  })
})
