import type { Mask } from '../../shared/domain/mask.ts'
import type { Probabilities } from '../../shared/domain/probabilities.ts'
import type { ShownLayer } from './Overlays.ts'

/** An opened frame as the editor takes it. */
export interface OpenedFrame {
  /** Decoded, to be shown. */
  readonly bitmap: ImageBitmap
  /** The same, to be read. */
  readonly file: Blob
  readonly mask: Mask | undefined
  readonly shows: number
  readonly revisions: number
  readonly layers: readonly ShownLayer[]
  readonly probabilities: Probabilities | undefined
}
