import { beta, permutation, type Random, whole } from '../../../shared/domain/random.ts'
import type { StrongBatch } from '../data/Batch.ts'
import type { Box } from '../data/cutMixBox.ts'
import type { Confidences } from './confidences.ts'
import { cutMix, type Mixed } from './cutMix.ts'

/** What one batch's injection depends on; a list has one entry an image. */
export interface Injection {
  /** The image that gives: the labelled one to (a), the mixed one to (b). */
  readonly order: readonly number[]
  /** Where a labelled image goes into an unlabelled one; undefined for an image that is sure enough without. */
  readonly labelled: readonly (Box | undefined)[]
  /** Where such a mixture goes into an unlabelled image. */
  readonly mixture: readonly Box[]
}

/** Draws for a batch whose images the teacher is `sure` of to that degree, 0 to 1 (METHODS §1.4). */
export function drawInjection(sure: readonly number[], size: number, random: Random): Injection {
  const order = permutation(random, sure.length)
  const [ofLabelled, ofMixture] = [beta(random, 8, 2), beta(random, 4, 4)]
  const boxes = (share: number) => sure.map(() => drawBox(1 - share, size, random))
  const [labelled, mixture] = [boxes(ofLabelled), boxes(ofMixture)]
  return { order, labelled: labelled.map((box, i) => (random() < 1 - sure[i]! ? box : undefined)), mixture }
}

/** A square of that share of the crop, anywhere but around its upper left corner, and cut off at the crop's edges. */
function drawBox(share: number, size: number, random: Random): Box {
  const half = Math.floor(Math.floor(Math.sqrt(share) * size) / 2)
  const span = () => {
    const centre = whole(random, Math.floor(size / 8), size - 1)
    const from = Math.max(0, centre - half)
    return [from, Math.min(size, centre + half) - from] as const
  }
  const [left, width] = span()
  const [top, height] = span()
  return { left, top, width, height }
}

/**
 * AugSeg's adaptive label-injecting CutMix, with labels and confidences: (a) into a copy of unlabelled image i goes, if
 * the teacher is not sure of it, a box of labelled image π(i); (b) into i itself goes a box of what (a) made of π(i).
 * Beyond that box i is as it was. `strong`, `seen` and `labelled` are of one batch `[B,S,S]`.
 */
export function inject(
  size: number,
  { pixels }: StrongBatch,
  seen: Confidences,
  labelled: Mixed,
  { order, ...boxes }: Injection,
): Mixed {
  const giver = (image: number) => order[image]!
  const mixtures = cutMix(size, { pixels, boxes: boxes.labelled }, seen, labelled, giver)
  return cutMix(size, { pixels, boxes: boxes.mixture }, seen, mixtures, giver)
}
