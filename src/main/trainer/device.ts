import type { TrainerDevice } from '../../shared/trainer/protocol.ts'
import { native } from './tensorflow.ts'

/** Which TensorFlow this is and what it computes on. */
export function deviceOf(): TrainerDevice {
  return {
    tensorflow: (native.binding as unknown as { TF_Version: string }).TF_Version,
    backend: 'tensorflow',
    device: native.isUsingGpuDevice ? 'gpu' : 'cpu',
  }
}
