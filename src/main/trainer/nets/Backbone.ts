import type { Tensor4D } from '../tensorflow.ts'
import type { NetBuilder, Pass } from './NetBuilder.ts'

/** What the decoder needs: a shallow map at stride 4 and a deep one at stride 16. */
export interface Features {
  readonly shallow: Tensor4D
  readonly deep: Tensor4D
}

export interface BuiltBackbone {
  readonly shallowChannels: number
  readonly deepChannels: number
  forward(x: Tensor4D, pass: Pass): Features
}

/** A feature extractor that DeepLabV3+ can stand on. */
export interface Backbone {
  readonly name: string
  /** Pixels in [0,255] become (pixel/255 − mean)/deviation per channel, as when the ImageNet weights were learned. */
  readonly mean: readonly [number, number, number]
  readonly deviation: readonly [number, number, number]
  build(builder: NetBuilder): BuiltBackbone
}
