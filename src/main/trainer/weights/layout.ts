import { refused } from '../../../shared/reasons/Refused.ts'
import { type Described, type FlatWeights, valuesAt } from '../nets/FlatWeights.ts'
import type { ParameterSpec } from '../nets/NetBuilder.ts'
import { sizeOf } from '../nets/shape.ts'
import type { NamedArray, NamedArrays } from './safetensors.ts'

/**
 * The order in which PyTorch's layout is read to get TensorFlow's: OIHW → HWIO, CMHW → HWCM, OI → 11IO.
 */
const PERMUTATION = {
  convolution: [2, 3, 1, 0],
  depthwise: [2, 3, 0, 1],
  dense: [2, 3, 1, 0],
  vector: [0],
} as const

const torchOrder = ({ shape, layout }: ParameterSpec) => {
  const order: readonly number[] = PERMUTATION[layout]
  return shape.map((_, axis) => shape[order.indexOf(axis)]!)
}

/** The shape in the file; a fully connected layer's lacks the two sides of its 1×1 kernel. */
const torchShape = (spec: ParameterSpec) => torchOrder(spec).slice(0, spec.layout === 'dense' ? 2 : 4)

/** Copies between the layouts; `toTorch` says which of the two arrays is written. */
function transposed(spec: ParameterSpec, from: Float32Array, toTorch: boolean): Float32Array {
  const order: readonly number[] = PERMUTATION[spec.layout]
  const torch = torchOrder(spec)
  const strides = torch.map((_, axis) => sizeOf(torch.slice(axis + 1)))
  const steps = order.map((axis) => strides[axis]!)
  const out = new Float32Array(from.length)
  const at = spec.shape.map(() => 0)
  for (let flat = 0; flat < from.length; flat++) {
    let place = 0
    for (let axis = 0; axis < at.length; axis++) place += at[axis]! * steps[axis]!
    if (toTorch) out[place] = from[flat]!
    else out[flat] = from[place]!
    for (let axis = at.length - 1; axis >= 0; axis--) {
      at[axis]!++
      if (at[axis]! < spec.shape[axis]!) break
      at[axis] = 0
    }
  }
  return out
}

/** Named tensors in PyTorch's layout, without what a method added to the net. */
export function toNamed(net: Described, flat: FlatWeights): NamedArrays {
  const named = new Map<string, NamedArray>()
  for (const spec of net.parameters) {
    if (spec.added) continue
    const values = valuesAt(flat.parameters, spec)
    named.set(spec.name, { shape: torchShape(spec), data: transposed(spec, values, true) })
  }
  let row = 0
  for (const { name, channels, added } of net.norms) {
    for (const which of ['running_mean', 'running_var']) {
      if (!added)
        named.set(`${name}.${which}`, { shape: [channels], data: flat.statistics.slice(row, row + channels) })
      row += channels
    }
  }
  return named
}

/**
 * Values taken from named tensors over `base`; names that the net lacks are left out. Throws an Error that
 * names the tensor where a shape differs, or where one is missing and `partial` is not set. What a method adds to a net is
 * in no file and stays as in `base`.
 */
export function fromNamed(
  net: Described,
  named: NamedArrays,
  base: FlatWeights,
  partial = false,
): FlatWeights {
  const parameters = base.parameters.slice()
  const statistics = base.statistics.slice()
  const take = (name: string, shape: readonly number[], added: boolean): Float32Array | undefined => {
    const found = added ? undefined : named.get(name)
    if (!found && !added && !partial) throw refused('weightsTensorMissing', { tensor: name })
    if (found && found.shape.join() !== shape.join()) {
      throw refused('weightsTensorShape', {
        tensor: name,
        shape: found.shape.join('×'),
        needed: shape.join('×'),
      })
    }
    return found?.data
  }
  for (const spec of net.parameters) {
    const data = take(spec.name, torchShape(spec), spec.added)
    if (data) parameters.set(transposed(spec, data, false), spec.start)
  }
  let row = 0
  for (const { name, channels, added } of net.norms) {
    for (const which of ['running_mean', 'running_var']) {
      const data = take(`${name}.${which}`, [channels], added)
      if (data) statistics.set(data, row)
      row += channels
    }
  }
  return { parameters, statistics }
}
