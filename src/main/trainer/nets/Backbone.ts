import type { NetBuilder, Value } from './NetBuilder.ts'

/** What the decoder needs: a shallow map at stride 4 and a deep one at stride 16. */
export interface Features {
  readonly shallow: Value
  readonly deep: Value
}

/** A feature extractor that DeepLabV3+ can stand on. */
export interface Backbone {
  readonly name: string
  /** Pixels in [0,255] become (pixel/255 − mean)/deviation per channel, as when the ImageNet weights were learned. */
  readonly mean: readonly [number, number, number]
  readonly deviation: readonly [number, number, number]
  /** Whether the 3×3 convolutions of ASPP and decoder are dense, or depthwise and 1×1. */
  readonly head: 'dense' | 'separable'
  build(builder: NetBuilder, image: Value): Features
}
