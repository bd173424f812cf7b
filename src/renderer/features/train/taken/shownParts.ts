import type { TakenOnFrame } from '../../../../shared/contract/training.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { resizeNearest } from '../../../../shared/domain/mask.ts'
import type { Probabilities } from '../../../../shared/domain/probabilities.ts'
import { type Part, partsIn, pseudoLabel } from '../../../../shared/domain/pseudoLabel.ts'
import { bytesFrom } from '../../../api/maskBytes.ts'

/** Longer side of the map that a tile shows, px. */
const SIDE = 320
/** A part below this share of the frame is a speck that nobody rules out by itself. */
const LEAST = 0.001

/** A frame's pseudo-label as a tile shows it. */
export interface Shown {
  readonly probabilities: Probabilities
  /** Class of each pixel, the longer side `SIDE` px. */
  readonly label: Mask
  /** 1 where it is trusted. */
  readonly trusted: Mask
  /** What can be chosen in it, lesions first. */
  readonly parts: readonly Part[]
}

export function shownOf(
  taken: NonNullable<TakenOnFrame['taken']>,
  frame: { readonly width: number; readonly height: number },
): Shown {
  const { width, height, classes } = taken
  const probabilities = { width, height, classes, data: bytesFrom(taken.probabilities) }
  const scale = SIDE / Math.max(frame.width, frame.height)
  const [wide, tall] = [frame.width, frame.height].map((side) => Math.max(1, Math.round(side * scale))) as [
    number,
    number,
  ]
  const label = pseudoLabel(probabilities, wide, tall)
  const trusted = resizeNearest({ width, height, data: bytesFrom(taken.trusted) }, wide, tall)
  return { probabilities, label, trusted, parts: partsIn(label, classes, LEAST * wide * tall) }
}
