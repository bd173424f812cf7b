import type { Backbone } from './Backbone.ts'
import type { NetBuilder, Value } from './NetBuilder.ts'
import type { Plan } from './plan.ts'

/** repeats, kernel, stride, expansion, output channels of each stage (EfficientNet-Lite0: no squeeze, ReLU6). */
const STAGES = [
  [1, 3, 1, 1, 16],
  [2, 3, 2, 6, 24],
  [2, 5, 2, 6, 40],
  [3, 3, 2, 6, 80],
  [3, 5, 1, 6, 112],
  [4, 5, 2, 6, 192],
  [1, 3, 1, 6, 320],
] as const

const STEM = 32
const EPSILON = 1e-3
/** Index of the last block at stride 4: the decoder's shallow map. */
const SHALLOW_BLOCK = 2

interface BlockShape {
  readonly inputs: number
  readonly outputs: number
  readonly size: number
  readonly stride: number
  readonly dilation: number
  readonly expansion: number
}

/**
 * The blocks with their strides. At output stride 16 the last stride of 2 becomes 1 and the blocks after it
 * see with dilation 2 what they saw before.
 */
function blockShapes(outputStride: 16 | 32): BlockShape[] {
  const shapes: BlockShape[] = []
  let inputs = STEM
  let reached = 2
  let dilation = 1
  for (const [repeats, size, stageStride, expansion, outputs] of STAGES) {
    for (let repeat = 0; repeat < repeats; repeat++) {
      let stride = repeat === 0 ? stageStride : 1
      const own = dilation
      if (stride === 2 && reached === outputStride) {
        stride = 1 as typeof stride
        dilation = 2
      } else reached *= stride
      shapes.push({ inputs, outputs, size, stride, dilation: own, expansion })
      inputs = outputs
    }
  }
  return shapes
}

function block(b: NetBuilder, x: Value, name: string, shape: BlockShape): Value {
  const { inputs, outputs, size, stride, dilation, expansion } = shape
  let y = x
  if (expansion !== 1) {
    y = b.convolution(y, `${name}._expand_conv`, { outputs: inputs * expansion, size: 1 })
    y = b.norm(y, `${name}._bn0`, 'relu6', EPSILON)
  }
  y = b.depthwise(y, `${name}._depthwise_conv`, size, { stride, dilation, padding: 'same' })
  y = b.norm(y, `${name}._bn1`, 'relu6', EPSILON)
  y = b.convolution(y, `${name}._project_conv`, { outputs, size: 1 })
  y = b.norm(y, `${name}._bn2`, 'none', EPSILON)
  return stride === 1 && inputs === outputs ? b.sum(y, x) : y
}

/** Stem and all sixteen blocks, each one's output. Shared by the decoder and the classifier. */
function buildBlocks(b: NetBuilder, image: Value, prefix: string, outputStride: 16 | 32): Value[] {
  const first = b.convolution(image, `${prefix}_conv_stem`, {
    outputs: STEM,
    size: 3,
    stride: 2,
    padding: 'same',
  })
  let x = b.norm(first, `${prefix}_bn0`, 'relu6', EPSILON)
  return blockShapes(outputStride).map((shape, i) => {
    x = block(b, x, `${prefix}_blocks.${i}`, shape)
    return x
  })
}

/**
 * EfficientNet-Lite0 without its classifier, output stride 16. Names are those of the PyTorch package whose
 * ImageNet weights set-up fetches, behind `backbone.`; the package normalises with 127/128.
 */
export const efficientNetLite0: Backbone = {
  name: 'efficientnet-lite0',
  mean: [0.498, 0.498, 0.498],
  deviation: [0.502, 0.502, 0.502],
  head: 'separable',
  build(builder, image) {
    const blocks = buildBlocks(builder, image, 'backbone.', 16)
    return { shallow: blocks[SHALLOW_BLOCK]!, deep: blocks.at(-1)! }
  },
}

/** The whole ImageNet classifier: outputs of all blocks, then `[B,1,1,1000]`. What the golden logits are checked on. */
export function buildClassifier(builder: NetBuilder): Plan {
  return builder.plan(3, false, (image) => {
    const blocks = buildBlocks(builder, image, '', 32)
    const wide = builder.convolution(blocks.at(-1)!, '_conv_head', { outputs: 1280, size: 1 })
    const pooled = builder.mean(builder.norm(wide, '_bn1', 'relu6', EPSILON))
    const logits = builder.convolution(pooled, '_fc', { outputs: 1000, size: 1, bias: true, layout: 'dense' })
    return [...blocks, logits]
  })
}
