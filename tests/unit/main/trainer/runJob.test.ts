import { describe, expect, it } from 'vitest'
import { WeightMemory } from '../../../../src/main/trainer/learners/WeightMemory.ts'
import { refused } from '../../../../src/shared/reasons/Refused.ts'
import { hasTensorFlow } from '../../../support/places.ts'

describe.skipIf(!hasTensorFlow)('what a job fails for', () => {
  const failureOf = async (error: unknown) => {
    const { failureOf } = await import('../../../../src/main/trainer/runJob.ts')
    return failureOf(error)
  }

  it('is a reason, and beside it only what the reason does not tell', async () => {
    const told = await failureOf(refused('weightsNotTorch', {}, 'no magic number'))
    expect(told).toMatchObject({ code: 'failed', detail: 'no magic number', error: { kind: 'Refused' } })
    expect(told.reason).toEqual({ name: 'weightsNotTorch', values: {} })
    expect(await failureOf(refused('weightsCutShort'))).not.toHaveProperty('detail')
  })

  it('is the memory where an allocation failed, and a mistake of ours else', async () => {
    expect(await failureOf(new Error('OOM when allocating tensor'))).toMatchObject({
      code: 'failed',
      reason: { name: 'memoryShort' },
      detail: 'OOM when allocating tensor',
    })
    const tooLarge = () => new WeightMemory(2 ** 31)
    expect(await failureOf(thrownBy(tooLarge))).toMatchObject({ reason: { name: 'memoryShort' } })
    expect(await failureOf(new Error('no such kernel'))).toMatchObject({
      code: 'failed',
      reason: { name: 'trainerFailed' },
      detail: 'no such kernel',
    })
  })

  it('says apart what was paused and cancelled', async () => {
    const { Cancelled } = await import('../../../../src/main/trainer/runJob.ts')
    const { Paused } = await import('../../../../src/main/trainer/loop/Paused.ts')
    expect(await failureOf(new Cancelled())).toMatchObject({ code: 'cancelled' })
    expect(await failureOf(new Paused(7, 'asked'))).toMatchObject({
      code: 'paused',
      reason: { name: 'pausedAsAsked', values: { step: 7 } },
    })
  })
})

function thrownBy(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  throw new Error('It threw nothing.')
}
