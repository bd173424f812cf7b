import { assertNever } from '../../../shared/domain/assertNever.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import type { Network } from '../nets/Network.ts'
import type { Plan } from '../nets/plan.ts'
import type { PlanNode } from '../ops/index.ts'
import { toNamed } from '../weights/layout.ts'
import { OnnxGraph } from './OnnxGraph.ts'

/** What the notes of a file say besides its net. */
export interface OnnxNotes {
  /** The longer side that frames are shrunk to before the net sees them, px; null for their own size. */
  readonly frameSide: number | null
}

/**
 * A net as an ONNX model: `image` `[n,3,h,w]`, shrunk and normalised as the notes of the file say, to `logits` `[n,K,h,w]`
 * at the image's size, of any batch and size. Written from the same plan that is trained and predicted with.
 */
export function exportOnnx(network: Network, weights: FlatWeights, { frameSide }: OnnxNotes): Uint8Array {
  const graph = new OnnxGraph()
  const image = graph.input('image', ['n', 3, 'h', 'w'])
  const [low] = runPlan(graph, network.plans.segment, image, namesOf(graph, network, weights))
  const logits = resizeTo(graph, low!, image)
  graph.output(logits, 'logits', ['n', network.classes, 'h', 'w'])
  const { mean, deviation, name } = network.backbone
  return graph.finish('loco', {
    backbone: name,
    classes: String(network.classes),
    frameSide: frameSide === null ? 'native' : String(frameSide),
    size: sizeNote(frameSide),
    input: `RGB in 0–1, minus (${mean.join(', ')}), divided by (${deviation.join(', ')})`,
  })
}

/** How a frame becomes an image, and logits become its mask again; a net sees other things at another size. */
const sizeNote = (frameSide: number | null) =>
  frameSide === null
    ? "image in the frame's own size"
    : `image shrunk, never enlarged, until its longer side is ${frameSide} px (bilinear over all pixels that it ` +
      "covers); logits enlarged to the frame's size, bilinear, corners on corners"

/** The names that a plan's parameters and statistics have in the file; each is written when first asked for. */
interface Names {
  parameter(index: number): string
  statistic(norm: number, which: 'running_mean' | 'running_var'): string
}

function namesOf(graph: OnnxGraph, network: Network, weights: FlatWeights): Names {
  const named = toNamed(network, weights)
  const written = (name: string) => {
    const { shape, data } = named.get(name)!
    return graph.floats(name, shape, data)
  }
  return {
    parameter: (index) => written(network.parameters[index]!.name),
    statistic: (norm, which) => written(`${network.norms[norm]!.name}.${which}`),
  }
}

function runPlan(graph: OnnxGraph, plan: Plan, input: string, names: Names): string[] {
  const values = [input]
  for (const node of plan.nodes) {
    const inputs = node.inputs.map((id) => values[id]!)
    values[node.output] = translate(graph, node, inputs, names)
  }
  return plan.outputs.map((id) => values[id]!)
}

function translate(graph: OnnxGraph, node: PlanNode, inputs: string[], names: Names): string {
  const [x = '', like = ''] = inputs
  switch (node.kind) {
    case 'convolution': {
      const bias = node.bias === undefined ? [] : [names.parameter(node.bias)]
      return graph.node('Conv', [x, names.parameter(node.weight), ...bias], geometryOf(node))
    }
    case 'depthwise':
      return graph.node('Conv', [x, names.parameter(node.weight)], {
        ...geometryOf(node),
        group: node.channels,
      })
    case 'norm': {
      const statistics = (['running_mean', 'running_var'] as const).map((s) => names.statistic(node.norm, s))
      const parameters = [names.parameter(node.scale), names.parameter(node.offset)]
      const y = graph.node('BatchNormalization', [x, ...parameters, ...statistics], {
        epsilon: { float: node.epsilon },
      })
      if (node.activation === 'none') return y
      if (node.activation === 'relu') return graph.node('Relu', [y])
      const bound = (value: number) => graph.floats(`${y}_${value}`, [], Float32Array.of(value))
      return graph.node('Clip', [y, bound(0), bound(6)])
    }
    case 'add':
      return graph.node('Add', inputs)
    case 'concat':
      return graph.node('Concat', inputs, { axis: 1 })
    case 'relu':
      return graph.node('Relu', [x])
    case 'maxPool':
      return graph.node('MaxPool', [x], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] })
    case 'mean':
      return graph.node('GlobalAveragePool', [x])
    case 'spread': {
      const ones = graph.wholeNumbers([1, 1])
      const shape = graph.node('Concat', [ones, graph.node('Shape', [like], { start: 2, end: 4 })], {
        axis: 0,
      })
      return graph.node('Expand', [x, shape])
    }
    case 'perturb':
    case 'dropChannels':
      return graph.node('Identity', [x])
    case 'resize':
      return resizeTo(graph, x, like)
    default:
      return assertNever(node)
  }
}

function resizeTo(graph: OnnxGraph, x: string, like: string): string {
  const kept = graph.node('Shape', [x], { start: 0, end: 2 })
  const size = graph.node('Shape', [like], { start: 2, end: 4 })
  const sizes = graph.node('Concat', [kept, size], { axis: 0 })
  return graph.node('Resize', [x, '', '', sizes], {
    mode: 'linear',
    coordinate_transformation_mode: 'align_corners',
  })
}

function geometryOf({ size, geometry }: Extract<PlanNode, { kind: 'convolution' | 'depthwise' }>) {
  const { stride, padding, dilation } = geometry
  const common = { kernel_shape: [size, size], strides: [stride, stride], dilations: [dilation, dilation] }
  // With stride 1, SAME is a border of this width whatever the size; only a stride leaves it to the runtime.
  const border = padding === 'same' && stride === 1 ? (dilation * (size - 1)) / 2 : padding
  return border === 'same'
    ? { ...common, auto_pad: 'SAME_UPPER' }
    : { ...common, pads: [border, border, border, border] }
}
