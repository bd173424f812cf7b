import { borderOf } from '../ops/geometry.ts'
import type { PlanNode } from '../ops/index.ts'
import { EMBEDDING } from './deepLabV3Plus.ts'
import type { Network } from './Network.ts'
import type { Plan } from './plan.ts'
import { sizeOf } from './shape.ts'

/** What the process takes before any net: Node, TensorFlow's library, its kernels' scratch. Measured. */
const BASE_BYTES = 450e6
/** What a step takes for each byte that the backward pass keeps: gradients, kernels' scratch, the allocator. Measured. */
const PER_KEPT_BYTE = 1.35
/** Copies of the weights: student, teacher, momentum, the initial ones, and a checkpoint while it is written. */
const WEIGHT_COPIES = 6

/**
 * About how many bytes one process needs to train `net` with `images` images of `size` px a step. Measured against
 * real runs of both nets (see the trainer's README.md); meant to tell beforehand what cannot fit, not to the megabyte.
 */
export function trainingBytes(network: Network, size: number, images: number): number {
  const own = network.plans.heads.slice(1).map(({ plan, tap, channels }) => {
    return keptElements(plan, Math.ceil(size / (tap === 'deep' ? 16 : 4)), channels)
  })
  const projected = (size / 4) ** 2 * (EMBEDDING + 128) * 2
  const maps = own.reduce((a, b) => a + b, keptElements(network.plans.segment, size, 3) + projected)
  const weights = network.parameters.reduce((n, { shape }) => n + sizeOf(shape), 0)
  return BASE_BYTES + 4 * (WEIGHT_COPIES * weights + PER_KEPT_BYTE * images * maps)
}

/** Elements per image of all values that the backward pass reads again. */
function keptElements(plan: Plan, size: number, depth: number): number {
  const sides = [size]
  const channels = [depth]
  let kept = size * size * depth
  for (const node of plan.nodes) {
    const [first = 0, second = 0] = node.inputs
    sides[node.output] = sideAfter(node, sides[first]!, sides[second]!)
    channels[node.output] = channelsAfter(node, channels)
    if (plan.readAgain[node.output]) kept += sides[node.output]! ** 2 * channels[node.output]!
  }
  return kept
}

function sideAfter(node: PlanNode, side: number, like: number): number {
  switch (node.kind) {
    case 'convolution':
    case 'depthwise': {
      const { stride, padding, dilation } = node.geometry
      if (padding === 'same' || borderOf(node.geometry, node.size, [1, side, side, 1]) === 0)
        return Math.ceil(side / stride)
      return Math.floor((side + 2 * padding - dilation * (node.size - 1) - 1) / stride) + 1
    }
    case 'maxPool':
      return Math.ceil(side / 2)
    case 'mean':
      return 1
    case 'spread':
    case 'resize':
      return like
    default:
      return side
  }
}

function channelsAfter(node: PlanNode, channels: readonly number[]): number {
  if (node.kind === 'convolution') return node.outputs
  if (node.kind === 'concat') return node.inputs.reduce((n, id) => n + channels[id]!, 0)
  return channels[node.inputs[0]!]!
}

/** The most images of each kind a step that fit `bytes`, and 0 where not even one does. */
export function batchThatFits(network: Network, size: number, kinds: number, bytes: number): number {
  let batch = 0
  while (batch < 64 && trainingBytes(network, size, kinds * (batch + 1)) <= bytes) batch++
  return batch
}
