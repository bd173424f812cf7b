import { type Handle, release, run1 } from '../ops/handle.ts'
import { opOf, type PlanNode } from '../ops/index.ts'
import { FLOAT, nativeAttributes } from '../ops/kernel.ts'
import type { Draws, KeepStatistics, NetValues } from '../ops/Op.ts'
import type { Plan } from './plan.ts'

/** Receives each parameter's gradient as soon as it is known, and owns it. */
export type TakeGradient = (parameter: number, gradient: Handle) => void

const FLOATS = nativeAttributes([FLOAT])

/**
 * One training pass through a plan: forward with batch statistics, then once backward. What the backward pass
 * does not read is freed on the way forward, and the rest as it is walked back.
 */
export class Tape {
  private readonly plan: Plan
  private readonly values: NetValues
  private readonly held: (Handle | undefined)[]
  private readonly shapes: (readonly number[])[]
  private readonly saved: (readonly Handle[])[] = []

  /** `input` stays the caller's and must outlive the tape; so must `values`. */
  constructor(plan: Plan, input: Handle, values: NetValues, keep: KeepStatistics, draws: Draws = {}) {
    this.plan = plan
    this.values = values
    this.held = [input]
    this.shapes = [input.shape]
    plan.nodes.forEach((node, index) => {
      this.forward(node, keep, draws)
      for (const id of node.inputs) {
        if (plan.lastReader[id] === index && plan.readAgain[id] !== true) this.drop(id)
      }
    })
  }

  /** The plan's output number `index`; the tape's own, valid until `backward` or `dispose`. */
  output(index: number): Handle {
    return this.held[this.plan.outputs[index]!]!
  }

  /**
   * Walks back from gradients of the outputs (undefined: none flows) and returns the input's gradient where it
   * is wanted. Consumes the gradients and all that the tape holds.
   */
  backward(outputs: readonly (Handle | undefined)[], give: TakeGradient): Handle | undefined {
    const slopes: (Handle | undefined)[] = []
    for (const [i, gradient] of outputs.entries()) {
      this.accumulate(slopes, this.plan.outputs[i]!, gradient)
    }
    for (let index = this.plan.nodes.length - 1; index >= 0; index--) {
      const node = this.plan.nodes[index]!
      const dy = slopes[node.output]
      if (dy) {
        this.stepBack(node, dy, give).forEach((dx, i) => {
          this.accumulate(slopes, node.inputs[i]!, dx)
        })
        release(dy)
        slopes[node.output] = undefined
      }
      this.drop(node.output)
      release(...(this.saved[node.output] ?? []))
      this.saved[node.output] = []
    }
    return slopes[0]
  }

  /** Frees what is left, where no backward pass was made. */
  dispose(): void {
    for (const node of this.plan.nodes) {
      this.drop(node.output)
      release(...(this.saved[node.output] ?? []))
      this.saved[node.output] = []
    }
  }

  private forward(node: PlanNode, keep: KeepStatistics, draws: Draws): void {
    const op = opOf(node)
    const inputs = node.inputs.map((id) => this.held[id]!)
    const { output, saved } = op.train
      ? op.train(node, inputs, this.values, keep, draws)
      : { output: op.predict(node, inputs, this.values), saved: [] }
    this.held[node.output] = output
    this.shapes[node.output] = output.shape
    this.saved[node.output] = saved
  }

  private stepBack(node: PlanNode, dy: Handle, give: TakeGradient): readonly (Handle | undefined)[] {
    const { plan, values, held } = this
    const found: (readonly [number, Handle])[] = []
    const slopes = opOf(node).backward(node, {
      dy,
      // Ops read these two only where they keep them.
      first: held[node.inputs[0]!]!,
      output: held[node.output]!,
      saved: this.saved[node.output] ?? [],
      shapes: node.inputs.map((id) => this.shapes[id]!),
      parameters: values.parameters,
      wanted: node.inputs.some((id) => plan.differentiable[id] === true),
      give: (parameter, gradient) => found.push([parameter, gradient]),
    })
    // Only now: whoever takes a gradient may move the parameter, whose memory TensorFlow may share.
    for (const [parameter, gradient] of found) give(parameter, gradient)
    return slopes
  }

  private accumulate(slopes: (Handle | undefined)[], id: number, gradient: Handle | undefined): void {
    if (!gradient) return
    const before = slopes[id]
    if (!before) {
      slopes[id] = gradient
      return
    }
    slopes[id] = run1('AddV2', FLOATS, [before, gradient])
    release(before, gradient)
  }

  private drop(id: number): void {
    if (id === 0) return
    release(this.held[id])
    this.held[id] = undefined
  }
}
