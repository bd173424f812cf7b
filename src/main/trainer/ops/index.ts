import { type NormNode, normOp } from './batchNorm.ts'
import { type ConvolutionNode, convolutionOp } from './convolution.ts'
import { type DepthwiseNode, depthwiseOp } from './depthwise.ts'
import { type DropChannelsNode, dropChannelsOp } from './dropChannels.ts'
import { type AddNode, addOp, type ConcatNode, concatOp } from './joins.ts'
import type { Op } from './Op.ts'
import { type PerturbNode, perturbOp } from './perturb.ts'
import { type MaxPoolNode, type MeanNode, maxPoolOp, meanOp, type SpreadNode, spreadOp } from './pooling.ts'
import { type ReluNode, reluOp } from './relu.ts'
import { type ResizeNode, resizeOp } from './resizeTo.ts'

/** A node of a plan, of any kind. */
export type PlanNode =
  | ConvolutionNode
  | DepthwiseNode
  | NormNode
  | AddNode
  | ConcatNode
  | ReluNode
  | MaxPoolNode
  | MeanNode
  | SpreadNode
  | ResizeNode
  | PerturbNode
  | DropChannelsNode

const ops: { readonly [Kind in PlanNode['kind']]: Op<Extract<PlanNode, { kind: Kind }>> } = {
  convolution: convolutionOp,
  depthwise: depthwiseOp,
  norm: normOp,
  add: addOp,
  concat: concatOp,
  relu: reluOp,
  maxPool: maxPoolOp,
  mean: meanOp,
  spread: spreadOp,
  resize: resizeOp,
  perturb: perturbOp,
  dropChannels: dropChannelsOp,
}

/** The op that runs a node. */
export const opOf = <Node extends PlanNode>(node: Node) => ops[node.kind] as unknown as Op<Node>
