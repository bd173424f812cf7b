import type { Activation } from '../ops/batchNorm.ts'
import type { Geometry } from '../ops/geometry.ts'
import type { PlanNode } from '../ops/index.ts'
import type { ValueId } from '../ops/Op.ts'
import { aligned } from '../ops/sharedMemory.ts'
import { finishPlan, type Plan } from './plan.ts'
import { sizeOf } from './shape.ts'

/** Backbone parameters learn at the base rate, the head at ten times it (METHODS §0). */
export type Part = 'backbone' | 'head'

/** One learnable tensor. `shape` is TensorFlow's layout (HWIO); files hold PyTorch's (OIHW), see `weights/`. */
export interface ParameterSpec {
  readonly name: string
  readonly shape: readonly number[]
  readonly layout: 'convolution' | 'depthwise' | 'dense' | 'vector'
  readonly part: Part
  /** `fan`: uniform in ±1/√fanIn, PyTorch's default for convolutions and their biases. */
  readonly initial: 'ones' | 'zeros' | 'fan'
  readonly fanIn: number
  /** Where its values begin in a net's flat parameters; aligned as TensorFlow wants it. */
  readonly start: number
  /** Belongs to what a method added: trained, but left out of model files. */
  readonly added: boolean
}

/** One batch normalisation: its running mean and variance are `name.running_mean` and `name.running_var`. */
export interface NormSpec {
  readonly name: string
  readonly channels: number
  readonly added: boolean
}

/** A map under construction: its number in the plan and its channels. */
export interface Value {
  readonly id: ValueId
  readonly channels: number
}

interface ConvolutionOptions extends Partial<Geometry> {
  readonly outputs: number
  readonly size: number
  readonly bias?: boolean
  /** A fully connected layer is a 1×1 convolution whose file holds `[O,I]`. */
  readonly layout?: 'convolution' | 'dense'
}

type WithoutOutput<Node> = Node extends PlanNode ? Omit<Node, 'output'> : never

/** Declares a net layer by layer: one call records the layer's tensors and its place in the plan. */
export class NetBuilder {
  readonly parameters: ParameterSpec[] = []
  readonly norms: NormSpec[] = []
  private part: Part = 'backbone'
  private added = false
  private next = 0
  private nodes: PlanNode[] = []

  /** Layers declared from here on belong to `part`. */
  within(part: Part): void {
    this.part = part
  }

  /** Layers that `declare` declares are a method's own, not the net's. */
  adding<T>(declare: () => T): T {
    this.added = true
    try {
      return declare()
    } finally {
      this.added = false
    }
  }

  /** Declares a plan of one input and any outputs. `inputWanted`: the input's gradient matters to someone. */
  plan(channels: number, inputWanted: boolean, declare: (input: Value) => readonly Value[]): Plan {
    this.nodes = []
    const outputs = declare({ id: 0, channels })
    return finishPlan(
      this.nodes,
      outputs.map(({ id }) => id),
      inputWanted,
    )
  }

  convolution(x: Value, name: string, options: ConvolutionOptions): Value {
    const { outputs, size, stride = 1, dilation = 1, padding = dilation * ((size - 1) / 2) } = options
    const fanIn = x.channels * size * size
    const layout = options.layout ?? 'convolution'
    const weight = this.parameter({
      name: `${name}.weight`,
      shape: [size, size, x.channels, outputs],
      layout,
      initial: 'fan',
      fanIn,
    })
    const bias = options.bias
      ? {
          bias: this.parameter({
            name: `${name}.bias`,
            shape: [outputs],
            layout: 'vector',
            initial: 'fan',
            fanIn,
          }),
        }
      : {}
    const geometry = { stride, padding, dilation }
    const node = { kind: 'convolution', inputs: [x.id], weight, ...bias, outputs, size, geometry } as const
    return this.add(node, outputs)
  }

  depthwise(x: Value, name: string, size: number, geometry: Geometry): Value {
    const shape = [size, size, x.channels, 1]
    const weight = this.parameter({
      name: `${name}.weight`,
      shape,
      layout: 'depthwise',
      initial: 'fan',
      fanIn: size * size,
    })
    const { channels } = x
    return this.add({ kind: 'depthwise', inputs: [x.id], weight, channels, size, geometry }, channels)
  }

  norm(x: Value, name: string, activation: Activation, epsilon: number): Value {
    const { channels } = x
    const vector = { shape: [channels], layout: 'vector', fanIn: 1 } as const
    const scale = this.parameter({ name: `${name}.weight`, ...vector, initial: 'ones' })
    const offset = this.parameter({ name: `${name}.bias`, ...vector, initial: 'zeros' })
    const norm = this.norms.push({ name, channels, added: this.added }) - 1
    return this.add({ kind: 'norm', inputs: [x.id], norm, scale, offset, epsilon, activation }, channels)
  }

  sum(a: Value, b: Value): Value {
    return this.add({ kind: 'add', inputs: [a.id, b.id] }, a.channels)
  }

  concat(...parts: readonly Value[]): Value {
    const channels = parts.reduce((n, part) => n + part.channels, 0)
    return this.add({ kind: 'concat', inputs: parts.map(({ id }) => id) }, channels)
  }

  relu(x: Value): Value {
    return this.add({ kind: 'relu', inputs: [x.id] }, x.channels)
  }

  maxPool(x: Value): Value {
    return this.add({ kind: 'maxPool', inputs: [x.id] }, x.channels)
  }

  mean(x: Value): Value {
    return this.add({ kind: 'mean', inputs: [x.id] }, x.channels)
  }

  /** `x`, one pixel in size, repeated over the size of `like`. */
  spread(x: Value, like: Value): Value {
    return this.add({ kind: 'spread', inputs: [x.id, like.id] }, x.channels)
  }

  /** `x` resized to the size of `like`. */
  resize(x: Value, like: Value): Value {
    return this.add({ kind: 'resize', inputs: [x.id, like.id] }, x.channels)
  }

  /** `x`, and behind it `x` with channels dropped, in a pass that is to be perturbed. */
  perturb(x: Value): Value {
    return this.add({ kind: 'perturb', inputs: [x.id] }, x.channels)
  }

  /** `x` without a share `rate` of each image's channels, in a pass that draws them. */
  dropChannels(x: Value, rate: number): Value {
    return this.add({ kind: 'dropChannels', inputs: [x.id], rate }, x.channels)
  }

  private parameter(spec: Omit<ParameterSpec, 'part' | 'start' | 'added'>): number {
    const start = this.next
    this.next = aligned(start + sizeOf(spec.shape))
    return this.parameters.push({ part: this.part, added: this.added, start, ...spec }) - 1
  }

  private add(node: WithoutOutput<PlanNode>, channels: number): Value {
    const id = this.nodes.length + 1
    this.nodes.push({ ...node, output: id } as PlanNode)
    return { id, channels }
  }
}
