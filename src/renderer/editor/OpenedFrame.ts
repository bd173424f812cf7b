import type { PredictedMaps } from '../../shared/domain/heatMaps/predictedMaps.ts'
import type { Mask } from '../../shared/domain/mask.ts'
import type { Probabilities } from '../../shared/domain/probabilities.ts'
import type { ShownLayer } from './Overlays.ts'

/** What lies over a frame besides one's own mask: others' layers, and what the model in use knows of it. */
export interface SeenFrame {
  readonly layers: readonly ShownLayer[]
  readonly probabilities: Probabilities | undefined
  /** Undefined for overlays of before they were kept. */
  readonly maps: PredictedMaps | undefined
}

/** An opened frame as the editor takes it. */
export interface OpenedFrame extends SeenFrame {
  /** Decoded, to be shown. */
  readonly bitmap: ImageBitmap
  /** The same, to be read. */
  readonly file: Blob
  readonly mask: Mask | undefined
  readonly shows: number
  readonly revisions: number
}
