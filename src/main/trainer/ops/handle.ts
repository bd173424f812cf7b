import type { Tensor } from '../tensorflow/tensorflow.ts'
import { native } from '../tensorflow/tensorflow.ts'
import { type NativeAttribute, nativeAttributes } from './kernel.ts'

/**
 * A tensor on TensorFlow's side. Whoever ran the kernel owns it and calls `release`; nothing is freed otherwise.
 * The nets run on handles instead of tfjs tensors: tfjs's tape and bookkeeping cost an eighth of a step, and it
 * keeps every intermediate until a step's end, where the tape of `nets/Tape.ts` lets go as it walks back.
 */
export interface Handle {
  readonly id: number
  readonly shape: readonly number[]
}

const { binding } = native

/** The two doors of the tfjs backend between its tensors and handles; its types hide them. */
const bridge = native as unknown as {
  createOutputTensor(metadata: { id: number; shape: number[]; dtype: number }): Tensor
  getInputTensorIds(tensors: Tensor[]): number[]
}

/** Runs a TensorFlow kernel. Throws TensorFlow's own message when the shapes do not fit. */
export function run(
  name: string,
  attributes: readonly NativeAttribute[],
  inputs: readonly Handle[],
  outputs: number,
): Handle[] {
  const ids = inputs.map(({ id }) => id)
  return binding.executeOp(name, attributes as NativeAttribute[], ids, outputs)
}

/** Runs a kernel with one output. */
export function run1(
  name: string,
  attributes: readonly NativeAttribute[],
  inputs: readonly Handle[],
): Handle {
  return run(name, attributes, inputs, 1)[0]!
}

export function release(...handles: readonly (Handle | undefined)[]): void {
  for (const handle of handles) if (handle) binding.deleteTensor(handle.id)
}

/**
 * Float values as a tensor. TensorFlow shares the array's memory where that is aligned to 64 bytes and copies it
 * elsewhere: do not write to the array while the tensor is read.
 */
export function upload(shape: readonly number[], values: Float32Array): Handle {
  return { id: binding.createTensor([...shape], binding.TF_FLOAT, values), shape }
}

/** A kernel's small whole-number argument: axes, sizes, paddings. */
export function wholeNumbers(values: readonly number[], shape: readonly number[] = [values.length]): Handle {
  return { id: binding.createTensor([...shape], binding.TF_INT32, Int32Array.from(values)), shape }
}

/** Runs a kernel whose last inputs are small whole-number arguments, which are freed again. */
export function runSized(
  name: string,
  attributes: readonly NativeAttribute[],
  inputs: readonly Handle[],
  ...sizes: readonly Handle[]
): Handle {
  const output = run1(name, attributes, [...inputs, ...sizes])
  release(...sizes)
  return output
}

/** A copy of a float tensor's values. */
export const valuesOf = ({ id }: Handle) => binding.tensorDataSync(id) as Float32Array

const IDENTITY = nativeAttributes([['T', 'type', binding.TF_FLOAT]])
/** A second owner of the same values. */
export const share = (handle: Handle) => run1('Identity', IDENTITY, [handle])

const RESHAPE = nativeAttributes([
  ['T', 'type', binding.TF_FLOAT],
  ['Tshape', 'type', binding.TF_INT32],
])
/** The same values under another shape, owned apart. */
export const reshaped = (handle: Handle, shape: readonly number[]) =>
  runSized('Reshape', RESHAPE, [handle], wholeNumbers(shape))

/** A handle as a tfjs tensor, which owns it from here on. */
export function asTensor({ id, shape }: Handle): Tensor {
  return bridge.createOutputTensor({ id, shape: [...shape], dtype: binding.TF_FLOAT })
}

/** A second handle of a tfjs tensor's values, owned apart from it. */
export function handleOf(tensor: Tensor): Handle {
  const [id] = bridge.getInputTensorIds([tensor])
  return share({ id: id!, shape: tensor.shape })
}

/** Tensors alive on TensorFlow's side, tfjs's own included. */
export const tensorsAlive = () => binding.getNumOfTensors()
