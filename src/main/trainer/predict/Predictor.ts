import type { FrameSignals } from '../../../shared/domain/frameSignals.ts'
import type { PredictedMaps } from '../../../shared/domain/heatMaps/predictedMaps.ts'
import { type Mask, resizeNearest } from '../../../shared/domain/mask.ts'
import type { Probabilities } from '../../../shared/domain/probabilities.ts'
import type { Picture } from '../data/picture.ts'
import { boundaryPixels } from '../losses/contrast/boundarySimilarity.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import { type Network, releaseValues } from '../nets/Network.ts'
import { asTensor, type Handle, release, share, valuesOf } from '../ops/handle.ts'
import type { NetValues } from '../ops/Op.ts'
import { resizeTo } from '../ops/resizeTo.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import { type ClassMeans, meansOf } from './ClassMeans.ts'
import type { ClassShares } from './ClassShares.ts'
import { mapsOf } from './maps.ts'
import type { Seen } from './Seen.ts'
import { signalsOf } from './signals.ts'

/** Pixels of boundaries that stand for all: enough that each cell along them has some of its own. */
const BOUNDARY_PIXELS = 2000

/** What a net sees on a frame. */
export interface Predicted {
  /** In the frame's own size. */
  readonly mask: Mask
  /** As coarse as its logits are. */
  readonly probabilities: Probabilities
  /** On the same grid. */
  readonly maps: PredictedMaps
  readonly signals: FrameSignals
}

/** What a frame is looked at with. */
export interface Predicting {
  readonly network: Network
  readonly weights: FlatWeights
  /** The round's other net, which is asked how far it sees frames differently. */
  readonly second?: FlatWeights | undefined
  /** What each class looks like to the net on labelled frames. */
  readonly means?: ClassMeans | undefined
}

/** A trained net ready to label frames. Dispose of it when done. */
export class Predictor {
  private readonly network: Network
  private readonly values: NetValues
  private readonly second: NetValues | undefined
  private readonly means: ClassMeans | undefined

  constructor({ network, weights, second, means }: Predicting) {
    this.network = network
    this.values = network.upload(weights)
    this.second = second && network.upload(second)
    this.means = means
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

  /** How probable each class is, as coarse as the net's logits are. */
  shares(picture: Picture): ClassShares {
    const x = this.inputOf(picture)
    const logits = this.network.predict(x, this.values)
    const shares = sharesOf(logits)
    release(x, logits)
    return shares
  }

  /** Its label, how sure the net is of each class, where it may be wrong, and how much a label would teach. */
  predict(picture: Picture, width: number, height: number): Predicted {
    const seen = this.look(picture, width, height)
    const { mask, shares } = seen
    const data = Uint8Array.from(shares.data, (share) => Math.round(255 * share))
    return { mask, probabilities: { ...shares, data }, maps: mapsOf(seen), signals: signalsOf(seen) }
  }

  private look(picture: Picture, width: number, height: number): Seen {
    const x = this.inputOf(picture)
    const { logits, fused } = this.network.seen(x, this.values)
    const second = this.second && this.network.predict(x, this.second)
    const shares = sharesOf(logits)
    const [rows = 0, columns = 0, channels = 0] = fused.shape.slice(1)
    const low = { values: valuesOf(fused), height: rows, width: columns, channels }
    const mask = labelled(logits, width, height)
    const others = second && sharesOf(second)
    release(x, logits, fused, second)
    const label = resizeNearest(mask, picture.width, picture.height).data
    const boundary = boundaryPixels(low, label, picture.width, picture.height, BOUNDARY_PIXELS)
    return {
      shares,
      fused: low,
      mask,
      picture,
      boundary,
      means: this.means ?? meansOf(shares, low),
      second: others,
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
