import type { Backbone } from './Backbone.ts'
import type { NetBuilder, Value } from './NetBuilder.ts'
import type { Head, NetParts, Tap } from './NetParts.ts'
import type { Plan } from './plan.ts'

const WIDTH = 256
const SHALLOW = 48
const RATES = [6, 12, 18] as const
const EPSILON = 1e-5
/** Channels of the projected embedding that the contrast loss compares. */
export const EMBEDDING = 64

export interface DeepLab {
  /** Image `[B,H,W,3]` to logits `[B,s,s,K]` at stride 4, and behind them the maps of `taps`. */
  readonly segment: Plan
  readonly taps: readonly Tap[]
  /** The projector, which every net has, and a method's own. */
  readonly heads: readonly BuiltHead[]
}

export interface BuiltHead {
  readonly name: string
  readonly tap: Tap
  readonly plan: Plan
  /** Channels of the map that it stands on. */
  readonly channels: number
}

/** `[B,s,s,256] → [B,s,s,64]` on the fused decoder feature: 1×1, ReLU, 1×1 (METHODS §2.1). */
const projector: Head = {
  name: 'projector',
  tap: 'fused',
  build(b, fused) {
    const hidden = b.convolution(fused, 'projection_head.0', { outputs: 128, size: 1, bias: true })
    return b.convolution(b.relu(hidden), 'projection_head.2', { outputs: EMBEDDING, size: 1, bias: true })
  },
}

/**
 * DeepLabV3+: ASPP with rates 6/12/18 and image pooling on the deep map, a 48-channel reduction of the shallow
 * one, two 3×3 fusions, a 1×1 classifier (METHODS §0); names are those of the public code's checkpoints. On a
 * light backbone the 3×3 convolutions are separable, as in the DeepLabV3+ paper (Chen et al. 2018, §3.1): dense
 * ones made a training step on two cores 1.3 times longer.
 */
export function buildDeepLab(
  b: NetBuilder,
  backbone: Backbone,
  classes: number,
  { heads: own = [], between }: NetParts = {},
): DeepLab {
  const mix = mixOf(backbone)
  const taps = [...new Set([projector, ...own].map(({ tap }) => tap))]
  const channels = { shallow: 0, deep: 0, joined: 0, fused: 0 }
  const segment = b.plan(3, false, (image) => {
    b.within('backbone')
    const seen = backbone.build(b, image)
    b.within('head')
    const { shallow, deep } = between ? b.adding(() => between(b, seen)) : seen
    const context = b.resize(aspp(b, deep, mix), shallow)
    const reduced = pointwise(b, shallow, 'reduce.0', 'reduce.1', SHALLOW)
    const joined = b.concat(reduced, context)
    const once = mix(b, joined, ['fuse.0', 'fuse.1'], 'fuse.0', 1)
    const fused = mix(b, once, ['fuse.3', 'fuse.4'], 'fuse.1', 1)
    const maps = { shallow, deep, joined, fused }
    for (const tap of taps) channels[tap] = maps[tap].channels
    const logits = b.convolution(fused, 'classifier', { outputs: classes, size: 1, bias: true })
    return [logits, ...taps.map((tap) => maps[tap])]
  })
  const built = ({ name, tap, build }: Head): BuiltHead => {
    const plan = b.plan(channels[tap], true, (map) => [build(b, map)])
    return { name, tap, plan, channels: channels[tap] }
  }
  return { segment, taps, heads: [built(projector), ...b.adding(() => own.map(built))] }
}

/** A 3×3 layer with norm and ReLU: names of the dense form's convolution and norm, of the separable form. */
type Mix = (
  b: NetBuilder,
  x: Value,
  names: readonly [conv: string, norm: string],
  name: string,
  dilation: number,
) => Value

/** How 3×3 layers of a head on that backbone are made. */
export const mixOf = ({ head }: Backbone): Mix => (head === 'dense' ? dense : separable)

function pointwise(b: NetBuilder, x: Value, conv: string, norm: string, outputs: number): Value {
  return b.norm(b.convolution(x, conv, { outputs, size: 1 }), norm, 'relu', EPSILON)
}

const dense: Mix = (b, x, [conv, norm], _, dilation) =>
  b.norm(b.convolution(x, conv, { outputs: WIDTH, size: 3, dilation }), norm, 'relu', EPSILON)

/** Depthwise 3×3 at `dilation`, then 1×1, norm and ReLU: the "atrous separable convolution" of DeepLabV3+. */
const separable: Mix = (b, x, _, name, dilation) => {
  const mixed = b.depthwise(x, `${name}.depthwise`, 3, { stride: 1, padding: 'same', dilation })
  return pointwise(b, mixed, `${name}.pointwise`, `${name}.norm`, WIDTH)
}

function aspp(b: NetBuilder, deep: Value, mix: Mix): Value {
  const near = pointwise(b, deep, 'head.b0.0', 'head.b0.1', WIDTH)
  const wide = RATES.map((rate, i) => {
    const name = `head.b${i + 1}`
    return mix(b, deep, [`${name}.0`, `${name}.1`], name, rate)
  })
  const pooled = pointwise(b, b.mean(deep), 'head.b4.gap.1', 'head.b4.gap.2', WIDTH)
  const all = b.concat(near, ...wide, b.spread(pooled, deep))
  return pointwise(b, all, 'head.project.0', 'head.project.1', WIDTH)
}
