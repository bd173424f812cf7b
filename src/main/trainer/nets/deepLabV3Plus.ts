import { resizeAligned } from '../ops/resize.ts'
import type { Tensor4D } from '../tensorflow.ts'
import { tf } from '../tensorflow.ts'
import type { BuiltBackbone } from './Backbone.ts'
import { chain, type Layer, type NetBuilder, type Pass } from './NetBuilder.ts'

const WIDTH = 256
const SHALLOW = 48
const RATES = [6, 12, 18] as const
const EPSILON = 1e-5
/** Channels of the projected embedding that the contrast loss compares. */
export const EMBEDDING = 64

/** Outputs at stride 4; the caller resizes them (aligned bilinear) to the input's size where it needs them there. */
export interface Prediction {
  /** `[B,s,s,K]` */
  readonly logits: Tensor4D
  /** `[B,s,s,256]`, the fused decoder feature. */
  readonly fused: Tensor4D
}

export interface DeepLab {
  forward(x: Tensor4D, pass: Pass): Prediction
  /** The projector, `[B,s,s,256] → [B,s,s,64]`: 1×1, ReLU, 1×1 (METHODS §2.1). */
  project: Layer
}

/**
 * DeepLabV3+: ASPP with rates 6/12/18 and image pooling on the deep map, a 48-channel reduction of the
 * shallow one, two 3×3 fusions, a 1×1 classifier (METHODS §0). The 3×3 convolutions are separable, as in the
 * DeepLabV3+ paper (Chen et al. 2018, §3.1): dense ones made a training step on two cores 1.5 times longer.
 */
export function buildDeepLab(builder: NetBuilder, backbone: BuiltBackbone, classes: number): DeepLab {
  builder.within('head')
  const aspp = buildAspp(builder, backbone.deepChannels)
  const reduce = convolutionNorm(builder, 'reduce.0', 'reduce.1', backbone.shallowChannels, SHALLOW)
  const fuse = chain(separable(builder, 'fuse.0', SHALLOW + WIDTH, 1), separable(builder, 'fuse.1', WIDTH, 1))
  const classify = builder.convolution('classifier', { inputs: WIDTH, outputs: classes, size: 1, bias: true })
  const project = chain(
    builder.convolution('projection_head.0', { inputs: WIDTH, outputs: 128, size: 1, bias: true }),
    (x) => tf.relu(x),
    builder.convolution('projection_head.2', { inputs: 128, outputs: EMBEDDING, size: 1, bias: true }),
  )
  return {
    project,
    forward(x, pass) {
      const { shallow, deep } = backbone.forward(x, pass)
      const [, height, width] = shallow.shape
      const context = resizeAligned(aspp(deep, pass), height, width)
      const fused = fuse(tf.concat([reduce(shallow, pass), context], 3), pass)
      return { fused, logits: classify(fused, pass) }
    },
  }
}

function convolutionNorm(b: NetBuilder, conv: string, norm: string, inputs: number, outputs: number): Layer {
  return chain(b.convolution(conv, { inputs, outputs, size: 1 }), b.norm(norm, outputs, 'relu', EPSILON))
}

/** Depthwise 3×3 at `dilation`, then 1×1, norm and ReLU: the "atrous separable convolution" of DeepLabV3+. */
function separable(b: NetBuilder, name: string, inputs: number, dilation: number): Layer {
  return chain(
    b.depthwise(`${name}.depthwise`, inputs, 3, { stride: 1, padding: 'same', dilation }),
    convolutionNorm(b, `${name}.pointwise`, `${name}.norm`, inputs, WIDTH),
  )
}

function buildAspp(builder: NetBuilder, inputs: number): Layer {
  const branches = [
    convolutionNorm(builder, 'head.b0.0', 'head.b0.1', inputs, WIDTH),
    ...RATES.map((rate, i) => separable(builder, `head.b${i + 1}`, inputs, rate)),
  ]
  const pooled = convolutionNorm(builder, 'head.b4.gap.1', 'head.b4.gap.2', inputs, WIDTH)
  const merge = convolutionNorm(builder, 'head.project.0', 'head.project.1', WIDTH * 5, WIDTH)
  return (x, pass) => {
    const [, h, w] = x.shape
    const average = pooled(tf.mean(x, [1, 2], true) as Tensor4D, pass)
    const spread = tf.tile(average, [1, h, w, 1])
    return merge(tf.concat([...branches.map((b) => b(x, pass)), spread], 3), pass)
  }
}
