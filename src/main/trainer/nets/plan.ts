import type { PlanNode } from '../ops/index.ts'
import { opOf } from '../ops/index.ts'
import type { ValueId } from '../ops/Op.ts'

/**
 * A net as data: nodes in the order they run, each writing one value. Value 0 is the input. Prediction, training,
 * the list of parameters, file layouts and the ONNX export all read the same plan, so that they cannot drift.
 */
export interface Plan {
  readonly nodes: readonly PlanNode[]
  readonly outputs: readonly ValueId[]
  /** Per value: the last node that reads it in the forward pass; outputs are read at the end. */
  readonly lastReader: readonly number[]
  /** Per value: whether the backward pass reads it again. */
  readonly readAgain: readonly boolean[]
  /** Per value: whether a gradient may flow through it to a parameter, or to an input that wants one. */
  readonly differentiable: readonly boolean[]
}

export function finishPlan(
  nodes: readonly PlanNode[],
  outputs: readonly ValueId[],
  inputWanted: boolean,
): Plan {
  const lastReader = [0]
  const readAgain = [false]
  const differentiable = [inputWanted]
  nodes.forEach((node, index) => {
    const { keeps } = opOf(node)
    for (const input of node.inputs) lastReader[input] = index
    lastReader[node.output] = index
    if (keeps.first) readAgain[node.inputs[0]!] = true
    readAgain[node.output] = keeps.output
    differentiable[node.output] = hasParameters(node) || node.inputs.some((i) => differentiable[i] === true)
  })
  for (const output of outputs) lastReader[output] = nodes.length
  return { nodes, outputs, lastReader, readAgain, differentiable }
}

const hasParameters = (node: PlanNode) =>
  node.kind === 'convolution' || node.kind === 'depthwise' || node.kind === 'norm'
