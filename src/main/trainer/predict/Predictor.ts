import type { Mask } from '../../../shared/domain/mask.ts'
import type { Picture } from '../data/picture.ts'
import { disposeTensors, type NetTensors, type Network } from '../nets/Network.ts'
import { resizeAligned } from '../ops/resize.ts'
import { tf } from '../tensorflow.ts'
import type { FlatWeights } from '../weights/layout.ts'

/** A trained net ready to label frames. Dispose of it when done. */
export class Predictor {
  private readonly network: Network
  private readonly tensors: NetTensors

  constructor(network: Network, weights: FlatWeights) {
    this.network = network
    this.tensors = network.upload(weights)
  }

  /** The class of every pixel, in a map of `width × height` px: the frame's own size, whatever the picture's. */
  label(picture: Picture, width: number, height: number): Mask {
    const values = tf.tidy(() => {
      const x = this.network.input(picture.data, picture.height, picture.width)
      const { logits } = this.network.predict(x, this.tensors)
      return tf.argMax(resizeAligned(logits, height, width), 3).dataSync()
    })
    return { width, height, data: Uint8Array.from(values) }
  }

  dispose(): void {
    disposeTensors(this.tensors)
  }
}
