import { padded, sliced } from '../ops/cut.ts'
import { asTensor, type Handle, handleOf, release, run1, share } from '../ops/handle.ts'
import { FLOAT, nativeAttributes } from '../ops/kernel.ts'
import type { Draws, KeepStatistics, NetValues } from '../ops/Op.ts'
import type { Tensor, Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import type { DeepLab } from './deepLabV3Plus.ts'
import { type TakeGradient, Tape } from './Tape.ts'

/** What losses are made of: maps `[n,s,s,C]`, by `Tap` at stride 4 or 16. */
export interface Outputs {
  readonly logits: Tensor4D
  /** Of the heads that were asked for, by name. */
  readonly heads: Readonly<Record<string, Tensor4D>>
}

export interface PassOptions extends Draws {
  /** How many of the images, from the first, go through each head; one that is not named, or 0: none. */
  readonly heads?: Readonly<Record<string, number>>
}

interface HeadPass {
  readonly name: string
  /** Its map's place among the plan's outputs. */
  readonly output: number
  readonly rows: Handle
  readonly tape: Tape
}

const FLOATS = nativeAttributes([FLOAT])

/** A pass through net and heads with the batch's statistics. Losses differentiate its outputs; `backward` goes on. */
export class TrainingPass {
  private readonly segment: Tape
  private readonly headPasses: HeadPass[]
  private readonly lent: Tensor[] = []

  /** `x` stays the caller's and must outlive the pass. */
  constructor(
    plans: DeepLab,
    x: Handle,
    values: NetValues,
    { heads = {}, ...draws }: PassOptions,
    keep: KeepStatistics,
  ) {
    this.segment = new Tape(plans.segment, x, values, keep, draws)
    this.headPasses = plans.heads.flatMap(({ name, tap, plan }) => {
      const images = heads[name] ?? 0
      if (images === 0) return []
      const output = 1 + plans.taps.indexOf(tap)
      const map = this.segment.output(output)
      const rows = sliced(map, [0, 0, 0, 0], [images, ...map.shape.slice(1)])
      return [{ name, output, rows, tape: new Tape(plan, rows, values, keep, draws) }]
    })
  }

  /** The outputs as tfjs tensors, this pass's own: they live until `backward` or `dispose`. */
  outputs(): Outputs {
    const logits = this.lend(this.segment.output(0))
    const heads = this.headPasses.map(({ name, tape }) => [name, this.lend(tape.output(0))] as const)
    return { logits, heads: Object.fromEntries(heads) }
  }

  /** Walks back from the outputs' gradients by output, and frees everything. One that is absent is zero. */
  backward(slopeOf: (output: Tensor) => Tensor | undefined, give: TakeGradient): void {
    const [logits, ...heads] = this.lent.map(slopeOf)
    const slopes: (Handle | undefined)[] = [logits && handleOf(logits)]
    for (const [i, head] of this.headPasses.entries()) {
      const slope = heads[i]
      if (!slope) continue
      const dMap = this.backThroughHead(head, handleOf(slope), give)
      slopes[head.output] = added(slopes[head.output], dMap)
    }
    this.segment.backward(slopes, give)
    this.dispose()
  }

  dispose(): void {
    this.segment.dispose()
    for (const { tape, rows } of this.headPasses.splice(0)) {
      tape.dispose()
      release(rows)
    }
    for (const tensor of this.lent.splice(0)) tensor.dispose()
  }

  /** The gradient of the whole map: the head's for the images that went through it, zero for the others. */
  private backThroughHead({ tape, output }: HeadPass, slope: Handle, give: TakeGradient): Handle | undefined {
    const dRows = tape.backward([slope], give)
    if (!dRows) return undefined
    const missing = this.segment.output(output).shape[0]! - dRows.shape[0]!
    const dMap = padded(dRows, [0, missing, 0, 0, 0, 0, 0, 0])
    release(dRows)
    return dMap
  }

  /** Kept by hand: losses are made inside tfjs's own clean-up, which would free it before the backward pass. */
  private lend(output: Handle): Tensor4D {
    const tensor = tf.keep(asTensor(share(output)))
    this.lent.push(tensor)
    return tensor as Tensor4D
  }
}

/** The sum of two gradients, of which it takes over both. */
function added(a: Handle | undefined, b: Handle | undefined): Handle | undefined {
  if (!a || !b) return a ?? b
  const sum = run1('AddV2', FLOATS, [a, b])
  release(a, b)
  return sum
}
