import { padded, sliced } from '../ops/cut.ts'
import { asTensor, type Handle, handleOf, release, share } from '../ops/handle.ts'
import type { NetValues, Statistics } from '../ops/Op.ts'
import type { Tensor, Tensor4D } from '../tensorflow/tensorflow.ts'
import type { DeepLab } from './deepLabV3Plus.ts'
import { type TakeGradient, Tape } from './Tape.ts'

/** What the losses of a step are made of, at stride 4. */
export interface Outputs {
  /** `[n,s,s,K]` */
  readonly logits: Tensor4D
  /** Of the first images only, as many as the lesson asked for, `[m,s,s,64]`. */
  readonly embeddings?: Tensor4D
}

/** A student's pass through net and projector. The losses differentiate its outputs; `backward` goes on from there. */
export class TrainingPass {
  private readonly segment: Tape
  private readonly project: Tape | undefined
  private readonly rows: Handle | undefined
  private readonly tensors: Tensor[] = []

  constructor(
    plans: DeepLab,
    x: Handle,
    values: NetValues,
    embedded: number,
    keep: (norm: number, s: Statistics) => void,
  ) {
    this.segment = new Tape(plans.segment, x, values, keep)
    if (embedded === 0) return
    const fused = this.segment.output(1)
    const size = [embedded, ...fused.shape.slice(1)]
    this.rows = sliced(fused, [0, 0, 0, 0], size)
    this.project = new Tape(plans.project, this.rows, values, keep)
  }

  /** The outputs as tfjs tensors; this pass's own. */
  outputs(): Outputs {
    const logits = this.lend(this.segment.output(0))
    return this.project ? { logits, embeddings: this.lend(this.project.output(0)) } : { logits }
  }

  /** Walks back from the gradients of the outputs, and frees everything. A gradient that is absent is zero. */
  backward(logits: Tensor | null, embeddings: Tensor | null | undefined, give: TakeGradient): void {
    const dFused =
      this.project && embeddings ? this.backThroughProjector(handleOf(embeddings), give) : undefined
    this.segment.backward([logits ? handleOf(logits) : undefined, dFused], give)
    this.dispose()
  }

  dispose(): void {
    this.segment.dispose()
    this.project?.dispose()
    release(this.rows)
    for (const tensor of this.tensors.splice(0)) tensor.dispose()
  }

  /** The gradient of all fused maps: the projector's for the embedded images, zero for the others. */
  private backThroughProjector(slope: Handle, give: TakeGradient): Handle | undefined {
    const dRows = this.project?.backward([slope], give)
    if (!dRows) return undefined
    const missing = this.segment.output(1).shape[0]! - dRows.shape[0]!
    const dFused = padded(dRows, [0, missing, 0, 0, 0, 0, 0, 0])
    release(dRows)
    return dFused
  }

  private lend(output: Handle): Tensor4D {
    const tensor = asTensor(share(output))
    this.tensors.push(tensor)
    return tensor as Tensor4D
  }
}
