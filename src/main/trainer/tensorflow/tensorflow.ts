/**
 * The one door to TensorFlow. Everything in the trainer imports `tf` from here, so that what stands below
 * happens before the native library loads, in whatever process that is.
 */
import { createRequire } from 'node:module'
import util from 'node:util'
import type * as TensorFlow from '@tensorflow/tfjs-node-gpu'
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend'
import { sayingMemory } from '../failures/tensorflowFailures.ts'

// tfjs-node 4.22 calls two helpers of Node's: version 23 removed the one and warns of the other.
const goneFromNode = util as unknown as Record<string, unknown>
goneFromNode['isNullOrUndefined'] = (value: unknown) => value === null || value === undefined
goneFromNode['isArray'] = Array.isArray

// TensorFlow writes its start-up notes to standard error; those are not for the user's eyes.
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'

// By itself TensorFlow takes oneDNN's kernels only on processors with AVX-512 VNNI; they are the faster ones
// everywhere. Who sets 0 keeps them off: `ops/phases.ts` does then what TensorFlow's own kernels cannot.
process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '1'

const load = createRequire(import.meta.url)

/** tfjs on the native TensorFlow library. Importing this module throws where the library is missing. */
export const tf = load('@tensorflow/tfjs-node-gpu') as typeof TensorFlow

/** The native backend: any TensorFlow kernel can be run through it by name. */
export const native = tf.backend() as NodeJSKernelBackend

// All that takes memory goes through these calls, tfjs's own kernels too. The binding's properties cannot be set.
const { binding } = native
const called = <F extends (...values: never[]) => unknown>(value: F) => ({ value: sayingMemory(value) })
native.binding = Object.create(binding, {
  createTensor: called(binding.createTensor),
  executeOp: called(binding.executeOp),
  tensorDataSync: called(binding.tensorDataSync),
}) as typeof binding

export type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
