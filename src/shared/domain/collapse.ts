import { type JudgedFrame, lesionsHeld, pixelsOf } from './lesionOverlap.ts'
import { iouOf } from './overlap.ts'

/** What shows that a net has learned nothing of use, though it may have a respectable average. */
export type Collapse =
  /** It calls (nearly) every pixel the same, and finds nothing else. */
  | { readonly kind: 'oneClass'; readonly class: number }
  /** So many frames hold the class, and it found it on none. */
  | { readonly kind: 'missed'; readonly class: number; readonly frames: number }
  /** Its overlap is no higher than that of painting every pixel with the class. */
  | { readonly kind: 'chance'; readonly class: number; readonly overlap: number; readonly trivial: number }

/** A net that calls more than this share of all pixels the same is said to know one class alone. */
const NEARLY_ALL = 0.995

/**
 * What is wrong with a net at sight, judged on labelled frames that it has not seen; empty for one that finds every
 * lesion class better than somebody who paints all of every frame with it.
 */
export function collapsesOf(frames: readonly JudgedFrame[]): Collapse[] {
  const iou = iouOf(frames)
  const classes = iou.map((_, c) => c)
  const all = classes.reduce((sum, c) => sum + pixelsOf(frames, c), 0)
  const found = lesionsHeld(frames).flatMap((c): Collapse[] => {
    const holding = frames.filter(({ truth }) => truth[c]! > 0)
    if (holding.every(({ intersection }) => intersection[c] === 0))
      return [{ kind: 'missed', class: c, frames: holding.length }]
    const [overlap, trivial] = [iou[c] ?? 0, pixelsOf(frames, c) / all]
    return overlap > trivial ? [] : [{ kind: 'chance', class: c, overlap, trivial }]
  })
  const only = classes.find((c) => predictedPixels(frames, c) >= NEARLY_ALL * all)
  const isAlone = only !== undefined && lesionsHeld(frames).every((c) => isLost(found, c))
  return isAlone && found.length > 0 ? [{ kind: 'oneClass', class: only }] : found
}

const isLost = (collapses: readonly Collapse[], c: number) => collapses.some((found) => found.class === c)

/** Pixels that the net calls a class, of those that the labels say anything of. */
const predictedPixels = (frames: readonly JudgedFrame[], c: number): number =>
  frames.reduce((sum, { truth, intersection, union }) => sum + union[c]! - truth[c]! + intersection[c]!, 0)
