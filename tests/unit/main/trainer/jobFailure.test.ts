import { describe, expect, it } from 'vitest'
import { OutOfMemory } from '../../../../src/main/trainer/failures/OutOfMemory.ts'
import { sayingMemory } from '../../../../src/main/trainer/failures/tensorflowFailures.ts'
import { ofV8 } from '../../../../src/main/trainer/failures/v8Failures.ts'
import { Cancelled, failureOf } from '../../../../src/main/trainer/jobFailure.ts'
import { WeightMemory } from '../../../../src/main/trainer/learners/WeightMemory.ts'
import { Paused } from '../../../../src/main/trainer/loop/Paused.ts'
import { refused } from '../../../../src/shared/reasons/Refused.ts'
import { hasTensorFlow } from '../../../support/places.ts'

/** Bytes that no address space has room for. */
const FAR_TOO_MANY = 2 ** 48

describe('what a job fails for', () => {
  it('is a reason, and beside it only what the reason does not tell', () => {
    const told = failureOf(refused('weightsNotTorch', {}, 'no magic number'))
    expect(told).toMatchObject({ code: 'failed', detail: 'no magic number', error: { kind: 'Refused' } })
    expect(told.reason).toEqual({ name: 'weightsNotTorch', values: {} })
    expect(failureOf(refused('weightsCutShort'))).not.toHaveProperty('detail')
  })

  it('is the memory where an allocation failed, and a mistake of ours else, whatever its words', () => {
    expect(failureOf(new OutOfMemory('OOM when allocating tensor'))).toMatchObject({
      code: 'failed',
      reason: { name: 'memoryShort' },
      detail: 'OOM when allocating tensor',
    })
    for (const message of ['no such kernel', 'OOM when allocating tensor'])
      expect(failureOf(new Error(message))).toMatchObject({
        code: 'failed',
        reason: { name: 'trainerFailed' },
        detail: message,
      })
  })

  it('is the disk where it was full', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    expect(failureOf(full)).toMatchObject({ code: 'failed', reason: { name: 'diskFull' } })
  })

  it('says apart what was paused and cancelled', () => {
    expect(failureOf(new Cancelled())).toMatchObject({ code: 'cancelled' })
    expect(failureOf(new Paused(7, 'asked'))).toMatchObject({
      code: 'paused',
      reason: { name: 'pausedAsAsked', values: { step: 7 } },
    })
  })
})

describe('want of memory is told', () => {
  it('by WebAssembly', () => {
    expect(thrownBy(() => new WeightMemory(2 ** 31))).toBeInstanceOf(OutOfMemory)
  })

  it('by V8, which throws for other lengths too', () => {
    expect(ofV8(thrownBy(() => new ArrayBuffer(2 ** 52)))).toBeInstanceOf(OutOfMemory)
    expect(ofV8(thrownBy(() => new Float32Array(-1)))).not.toBeInstanceOf(OutOfMemory)
    const full = Object.assign(new Error('the heap is full'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })
    expect(ofV8(full)).toBeInstanceOf(OutOfMemory)
  })

  it.skipIf(!hasTensorFlow)('by TensorFlow, which throws for other things too', async () => {
    const { native, tf } = await import('../../../../src/main/trainer/tensorflow/tensorflow.ts')
    const { run1 } = await import('../../../../src/main/trainer/ops/handle.ts')
    const side = Math.sqrt(FAR_TOO_MANY / 4)
    // One of tfjs's kernels, which run through the same calls as ours; TensorFlow tries for ten seconds.
    expect(thrownBy(() => tf.ones([1, 1]).tile([side, side]))).toBeInstanceOf(OutOfMemory)
    expect(tf.backend()).toBe(native)
    const noKernel = thrownBy(() => run1('NoSuchKernel', [], []))
    expect([noKernel instanceof Error, noKernel instanceof OutOfMemory]).toEqual([true, false])
  })

  it('under any status that a kernel gives it', () => {
    const failing = (message: string) => () => {
      throw new Error(message)
    }
    for (const message of [
      'Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[8,8]',
      'Invalid TF_Status: 8\nMessage: failed to allocate',
      'Invalid TF_Status: 13\nMessage: CUDA_ERROR_OUT_OF_MEMORY: out of memory',
    ])
      expect(thrownBy(sayingMemory(failing(message)))).toMatchObject({ detail: message })
    const other = 'Invalid TF_Status: 3\nMessage: shapes of rooms do not fit'
    expect(thrownBy(sayingMemory(failing(other)))).not.toBeInstanceOf(OutOfMemory)
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
