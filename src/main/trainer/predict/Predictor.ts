import type { FrameSignals } from '../../../shared/domain/frameSignals.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import type { Probabilities } from '../../../shared/domain/probabilities.ts'
import type { Picture } from '../data/picture.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import { type Network, releaseValues } from '../nets/Network.ts'
import { asTensor, type Handle, release, share, valuesOf } from '../ops/handle.ts'
import type { NetValues } from '../ops/Op.ts'
import { resizeTo } from '../ops/resizeTo.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import type { ClassShares } from './ClassShares.ts'
import { signalsOf } from './signals.ts'

/** What a net sees on a frame. */
export interface Predicted {
  /** In the frame's own size. */
  readonly mask: Mask
  /** As coarse as its logits are. */
  readonly probabilities: Probabilities
  readonly signals: FrameSignals
}

/** A trained net ready to label frames. Dispose of it when done. */
export class Predictor {
  private readonly network: Network
  private readonly values: NetValues
  private readonly second: NetValues | undefined

  /** `second`: the round's other net, which is asked how far it sees frames differently. */
  constructor(network: Network, weights: FlatWeights, second?: FlatWeights) {
    this.network = network
    this.values = network.upload(weights)
    this.second = second && network.upload(second)
  }

  /** The class of every pixel, in a map of `width × height` px: the frame's own size, whatever the picture's. */
  label(picture: Picture, width: number, height: number): Mask {
    const x = this.inputOf(picture)
    const logits = this.network.predict(x, this.values)
    release(x)
    const mask = labelled(logits, width, height)
    release(logits)
    return mask
  }

  /** The same, how sure the net is of each class, and what that says of how much a label would teach. */
  predict(picture: Picture, width: number, height: number): Predicted {
    const x = this.inputOf(picture)
    const { logits, fused } = this.network.seen(x, this.values)
    const second = this.second && this.network.predict(x, this.second)
    const shares = sharesOf(logits)
    const [rows = 0, columns = 0, channels = 0] = fused.shape.slice(1)
    const low = { values: valuesOf(fused), height: rows, width: columns, channels }
    const mask = labelled(logits, width, height)
    const seen = { shares, fused: low, mask, second: second && sharesOf(second) }
    release(x, logits, fused, second)
    const data = Uint8Array.from(shares.data, (share) => Math.round(255 * share))
    return {
      mask,
      probabilities: { ...shares, data },
      signals: signalsOf(seen, picture.width, picture.height),
    }
  }

  dispose(): void {
    releaseValues(this.values)
    if (this.second) releaseValues(this.second)
  }

  private inputOf({ data, height, width }: Picture): Handle {
    return this.network.input(data, height, width)
  }
}

/** The most probable class in every pixel of a map of that size; the logits stay the caller's. */
function labelled(logits: Handle, width: number, height: number): Mask {
  const full = resizeTo(logits, height, width)
  const labels = tf.tidy(() => tf.argMax(asTensor(full), 3).dataSync())
  return { width, height, data: Uint8Array.from(labels) }
}

/** How probable each class is; the logits stay the caller's. */
function sharesOf(logits: Handle): ClassShares {
  const [height = 0, width = 0, classes = 0] = logits.shape.slice(1)
  const data = tf.tidy(() => tf.softmax(asTensor(share(logits))).dataSync<'float32'>())
  return { width, height, classes, data }
}
