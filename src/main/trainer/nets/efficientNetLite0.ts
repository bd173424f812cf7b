import type { Tensor4D } from '../tensorflow.ts'
import { tf } from '../tensorflow.ts'
import type { Backbone, BuiltBackbone } from './Backbone.ts'
import { chain, type Layer, type NetBuilder, type Pass } from './NetBuilder.ts'

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

function block(builder: NetBuilder, name: string, shape: BlockShape): Layer {
  const { inputs, outputs, size, stride, dilation, expansion } = shape
  const hidden = inputs * expansion
  const layers: Layer[] = []
  if (expansion !== 1) {
    layers.push(builder.convolution(`${name}._expand_conv`, { inputs, outputs: hidden, size: 1 }))
    layers.push(builder.norm(`${name}._bn0`, hidden, 'relu6', EPSILON))
  }
  layers.push(
    builder.depthwise(`${name}._depthwise_conv`, hidden, size, { stride, dilation, padding: 'same' }),
  )
  layers.push(builder.norm(`${name}._bn1`, hidden, 'relu6', EPSILON))
  layers.push(builder.convolution(`${name}._project_conv`, { inputs: hidden, outputs, size: 1 }))
  layers.push(builder.norm(`${name}._bn2`, outputs, 'none', EPSILON))
  const body = chain(...layers)
  return stride === 1 && inputs === outputs ? (x, pass) => tf.add(body(x, pass), x) : body
}

/** Stem and all sixteen blocks; `onBlock` sees each block's output. Shared by the decoder and the classifier. */
export function buildBlocks(builder: NetBuilder, prefix: string, outputStride: 16 | 32) {
  const stem = chain(
    builder.convolution(`${prefix}_conv_stem`, {
      inputs: 3,
      outputs: STEM,
      size: 3,
      stride: 2,
      padding: 'same',
    }),
    builder.norm(`${prefix}_bn0`, STEM, 'relu6', EPSILON),
  )
  const blocks = blockShapes(outputStride).map((shape, i) => block(builder, `${prefix}_blocks.${i}`, shape))
  return (x: Tensor4D, pass: Pass, onBlock: (index: number, y: Tensor4D) => void): Tensor4D =>
    blocks.reduce(
      (y, layer, index) => {
        const out = layer(y, pass)
        onBlock(index, out)
        return out
      },
      stem(x, pass),
    )
}

/**
 * EfficientNet-Lite0 without its classifier, output stride 16. Names are those of the PyTorch package whose
 * ImageNet weights set-up fetches, behind `backbone.`; the package normalises with 127/128.
 */
export const efficientNetLite0: Backbone = {
  name: 'efficientnet-lite0',
  mean: [0.498, 0.498, 0.498],
  deviation: [0.502, 0.502, 0.502],
  build(builder): BuiltBackbone {
    const run = buildBlocks(builder, 'backbone.', 16)
    return {
      shallowChannels: 24,
      deepChannels: 320,
      forward(x, pass) {
        let shallow = x
        const deep = run(x, pass, (index, y) => {
          if (index === SHALLOW_BLOCK) shallow = y
        })
        return { shallow, deep }
      },
    }
  },
}

/** The whole ImageNet classifier `[B,H,W,3] → [B,1000]`: what the golden logits are checked on. */
export function buildClassifier(builder: NetBuilder) {
  const run = buildBlocks(builder, '', 32)
  const head = chain(
    builder.convolution('_conv_head', { inputs: 320, outputs: 1280, size: 1 }),
    builder.norm('_bn1', 1280, 'relu6', EPSILON),
  )
  const dense = { fanIn: 1280, initial: 'fan' } as const
  const weight = builder.parameter('_fc.weight', [1280, 1000], { layout: 'dense', ...dense })
  const bias = builder.parameter('_fc.bias', [1000], { layout: 'vector', ...dense })
  return (x: Tensor4D, pass: Pass, onBlock: (index: number, y: Tensor4D) => void) => {
    const pooled = tf.mean(head(run(x, pass, onBlock), pass), [1, 2])
    return tf.add(tf.matMul(pooled as never, pass.parameters[weight] as never), pass.parameters[bias]!)
  }
}
