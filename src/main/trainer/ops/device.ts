import type { TrainerDevice } from '../../../shared/trainer/protocol.ts'
import { instructionsHere, processorName } from '../tensorflow/processor.ts'
import { native } from '../tensorflow/tensorflow.ts'
import { hasOneDnn } from './phases.ts'

let here: TrainerDevice | undefined

/** Which TensorFlow this is and what it computes on; the same for as long as the process lives. */
export function deviceOf(): TrainerDevice {
  here ??= {
    tensorflow: (native.binding as unknown as { TF_Version: string }).TF_Version,
    backend: 'tensorflow',
    device: native.isUsingGpuDevice ? 'gpu' : 'cpu',
    processor: processorName(),
    instructions: instructionsHere(),
    onednn: hasOneDnn(),
  }
  return here
}

/**
 * Two runs of the same numbers are the same to the last bit where this is the same: kernels add up in another order on
 * other processors and in other modes.
 */
export const sameArithmetic = (a: TrainerDevice, b: TrainerDevice) => wordsOf(a) === wordsOf(b)

/** Processor, instructions and mode in words. */
export const wordsOf = ({ tensorflow, device, processor, instructions, onednn }: TrainerDevice) =>
  `${processor}, ${instructions}, oneDNN ${onednn ? 'on' : 'off'}, TensorFlow ${tensorflow}${device === 'gpu' ? ' on a GPU' : ''}`
