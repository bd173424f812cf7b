import type { TrainerDevice } from '../../shared/trainer/protocol.ts'
import { hasDilatedGradients } from './ops/phases.ts'
import { instructionsHere, processorName } from './processor.ts'
import { native } from './tensorflow.ts'

/** Which TensorFlow this is and what it computes on. */
export function deviceOf(): TrainerDevice {
  const gpu = native.isUsingGpuDevice
  return {
    tensorflow: (native.binding as unknown as { TF_Version: string }).TF_Version,
    backend: 'tensorflow',
    device: gpu ? 'gpu' : 'cpu',
    processor: processorName(),
    instructions: instructionsHere(),
    onednn: !gpu && hasDilatedGradients(),
  }
}

/**
 * Two runs of the same numbers are the same to the last bit where this is the same: kernels add up in another order on
 * other processors and in other modes.
 */
export const sameArithmetic = (a: TrainerDevice, b: TrainerDevice) => wordsOf(a) === wordsOf(b)

/** Processor, instructions and mode in words. */
export const wordsOf = ({ tensorflow, device, processor, instructions, onednn }: TrainerDevice) =>
  `${processor}, ${instructions}, oneDNN ${onednn ? 'on' : 'off'}, TensorFlow ${tensorflow}${device === 'gpu' ? ' on a GPU' : ''}`
