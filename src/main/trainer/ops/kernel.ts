import type { Tensor } from '../tensorflow.ts'
import { native } from '../tensorflow.ts'

type AttributeValue = number | boolean | string | number[]
type AttributeKind = 'int' | 'float' | 'bool' | 'string' | 'type' | 'ints'

/** One attribute of a TensorFlow kernel, in the words of its op definition. */
export type Attribute = readonly [name: string, kind: AttributeKind, value: AttributeValue]

/** `T: DT_FLOAT`, which nearly every kernel wants. */
export const FLOAT: Attribute = ['T', 'type', native.binding.TF_FLOAT]

const kindCode: Record<AttributeKind, number> = {
  int: native.binding.TF_ATTR_INT,
  ints: native.binding.TF_ATTR_INT,
  float: native.binding.TF_ATTR_FLOAT,
  bool: native.binding.TF_ATTR_BOOL,
  string: native.binding.TF_ATTR_STRING,
  type: native.binding.TF_ATTR_TYPE,
}

function toNative(attributes: readonly Attribute[]) {
  return attributes.map(([name, kind, value]) => ({ name, type: kindCode[kind], value }))
}

/** Runs a TensorFlow kernel with one output. Throws TensorFlow's own message when the shapes do not fit. */
export function kernel(name: string, attributes: readonly Attribute[], inputs: Tensor[]): Tensor {
  return native.executeSingleOutput(name, toNative(attributes), inputs)
}

/** Runs a TensorFlow kernel with `outputs` outputs. */
export function kernelOutputs(
  name: string,
  attributes: readonly Attribute[],
  inputs: Tensor[],
  outputs: number,
): Tensor[] {
  return native.executeMultipleOutputs(name, toNative(attributes), inputs, outputs)
}
