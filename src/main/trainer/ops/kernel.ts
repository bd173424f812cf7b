import type { Tensor } from '../tensorflow/tensorflow.ts'
import { native } from '../tensorflow/tensorflow.ts'

type AttributeValue = number | boolean | string | number[]
type AttributeKind = 'int' | 'float' | 'bool' | 'string' | 'type' | 'ints'

/** One attribute of a TensorFlow kernel, in the words of its op definition. */
export type Attribute = readonly [name: string, kind: AttributeKind, value: AttributeValue]

/** The same in the binding's words. */
export interface NativeAttribute {
  name: string
  type: number
  value: AttributeValue
}

/** `T: DT_FLOAT`, which nearly every kernel wants. */
export const FLOAT: Attribute = ['T', 'type', native.binding.TF_FLOAT]

/** `DT_INT32`, the type of a kernel's whole-number arguments. */
export const INT32 = native.binding.TF_INT32

const kindCode: Record<AttributeKind, number> = {
  int: native.binding.TF_ATTR_INT,
  ints: native.binding.TF_ATTR_INT,
  float: native.binding.TF_ATTR_FLOAT,
  bool: native.binding.TF_ATTR_BOOL,
  string: native.binding.TF_ATTR_STRING,
  type: native.binding.TF_ATTR_TYPE,
}

export function nativeAttributes(attributes: readonly Attribute[]): NativeAttribute[] {
  return attributes.map(([name, kind, value]) => ({ name, type: kindCode[kind], value }))
}

/** For `MatMul`: which of its two factors are read transposed. */
export const matMulAttributes = (first: boolean, second: boolean): NativeAttribute[] =>
  nativeAttributes([FLOAT, ['transpose_a', 'bool', first], ['transpose_b', 'bool', second]])

/** Runs a TensorFlow kernel on tfjs tensors. Throws TensorFlow's own message when the shapes do not fit. */
export function kernel(name: string, attributes: readonly Attribute[], inputs: Tensor[]): Tensor {
  return native.executeSingleOutput(name, nativeAttributes(attributes), inputs)
}

/** Runs a TensorFlow kernel with `outputs` outputs on tfjs tensors. */
export function kernelOutputs(
  name: string,
  attributes: readonly Attribute[],
  inputs: Tensor[],
  outputs: number,
): Tensor[] {
  return native.executeMultipleOutputs(name, nativeAttributes(attributes), inputs, outputs)
}
