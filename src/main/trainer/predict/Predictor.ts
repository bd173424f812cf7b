import type { Mask } from '../../../shared/domain/mask.ts'
import type { Picture } from '../data/picture.ts'
import { type Network, releaseValues } from '../nets/Network.ts'
import { asTensor, release } from '../ops/handle.ts'
import type { NetValues } from '../ops/Op.ts'
import { resizeTo } from '../ops/resizeTo.ts'
import { tf } from '../tensorflow.ts'
import type { FlatWeights } from '../weights/layout.ts'

/** A trained net ready to label frames. Dispose of it when done. */
export class Predictor {
  private readonly network: Network
  private readonly values: NetValues

  constructor(network: Network, weights: FlatWeights) {
    this.network = network
    this.values = network.upload(weights)
  }

  /** The class of every pixel, in a map of `width × height` px: the frame's own size, whatever the picture's. */
  label(picture: Picture, width: number, height: number): Mask {
    const x = this.network.input(picture.data, picture.height, picture.width)
    const logits = this.network.predict(x, this.values)
    const full = resizeTo(logits, height, width)
    release(x, logits)
    const classes = tf.tidy(() => tf.argMax(asTensor(full), 3).dataSync())
    return { width, height, data: Uint8Array.from(classes) }
  }

  dispose(): void {
    releaseValues(this.values)
  }
}
