import { type Handle, release } from '../ops/handle.ts'
import { opOf } from '../ops/index.ts'
import type { NetValues } from '../ops/Op.ts'
import type { Plan } from './plan.ts'

/**
 * Runs a plan with running statistics and returns its outputs, which the caller owns. `input` stays the
 * caller's. A value is freed after its last reader, so that the peak is a few maps and not all of them.
 */
export function predictPlan(plan: Plan, input: Handle, values: NetValues): Handle[] {
  const held: (Handle | undefined)[] = [input]
  plan.nodes.forEach((node, index) => {
    const inputs = node.inputs.map((id) => held[id]!)
    held[node.output] = opOf(node).predict(node, inputs, values)
    for (const id of node.inputs) {
      if (id === 0 || plan.lastReader[id] !== index) continue
      release(held[id])
      held[id] = undefined
    }
  })
  return plan.outputs.map((id) => held[id]!)
}
