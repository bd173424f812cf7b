import type { Mask } from '../../../shared/domain/mask.ts'
import type { Probabilities } from '../../../shared/domain/probabilities.ts'
import type { Picture } from '../data/picture.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import { type Network, releaseValues } from '../nets/Network.ts'
import { asTensor, release } from '../ops/handle.ts'
import type { NetValues } from '../ops/Op.ts'
import { resizeTo } from '../ops/resizeTo.ts'
import { tf } from '../tensorflow/tensorflow.ts'

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
    return this.predict(picture, width, height).mask
  }

  /** The same, and how sure the net is of each class, as coarse as its logits are. */
  predict(picture: Picture, width: number, height: number): { mask: Mask; probabilities: Probabilities } {
    const x = this.network.input(picture.data, picture.height, picture.width)
    const logits = this.network.predict(x, this.values)
    const full = resizeTo(logits, height, width)
    release(x)
    const [rows = 0, columns = 0, classes = 0] = logits.shape.slice(1)
    return tf.tidy(() => {
      const labels = tf.argMax(asTensor(full), 3).dataSync()
      const shares = tf.softmax(asTensor(logits)).dataSync()
      return {
        mask: { width, height, data: Uint8Array.from(labels) },
        probabilities: {
          width: columns,
          height: rows,
          classes,
          data: Uint8Array.from(shares, (share) => Math.round(255 * share)),
        },
      }
    })
  }

  dispose(): void {
    releaseValues(this.values)
  }
}
