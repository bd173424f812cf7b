import { availableParallelism } from 'node:os'
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
    threads: Number(process.env['TF_NUM_INTRAOP_THREADS']) || availableParallelism(),
  }
  return here
}

/**
 * Two runs of the same numbers are the same to the last bit where this is the same: kernels add up in another order on
 * other processors, in other modes and in another number of parts. What an earlier version
 * wrote does not say how many threads it had: it is believed.
 */
export const sameArithmetic = (a: TrainerDevice, b: TrainerDevice) =>
  modeOf(a) === modeOf(b) && (a.threads === b.threads || a.threads === undefined || b.threads === undefined)

/** Processor, instructions, mode and threads in words. */
export const wordsOf = (device: TrainerDevice) =>
  device.threads === undefined ? modeOf(device) : `${modeOf(device)}, threads: ${device.threads}`

const modeOf = ({ tensorflow, device, processor, instructions, onednn }: TrainerDevice) =>
  `${processor}, ${instructions}, oneDNN ${onednn ? 'on' : 'off'}, TensorFlow ${tensorflow}${device === 'gpu' ? ' on a GPU' : ''}`
