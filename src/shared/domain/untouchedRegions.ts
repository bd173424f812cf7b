import { boxOf, type Contour, partsOf, regionsOf } from './contours.ts'
import type { Mask } from './mask.ts'

/** Share of a frame below which what a model sees is a speck. */
const LEAST = 0.0005
/** Share of a region that must be background in the label for nobody to have touched it. */
const UNPAINTED = 0.9

/** A region that a model calls by a guarded class, and that nobody has said anything about. */
export interface Untouched {
  readonly value: number
  readonly pixels: number
  /** Its outer line, in px of the frame. */
  readonly outline: Contour
  /** `[x, y, width, height]` */
  readonly box: readonly [number, number, number, number]
}

/** What a reviewer has said of a region of the overlay, by a pixel in it; the last of each pixel counts. */
export interface SaidOfRegion {
  readonly x: number
  readonly y: number
  readonly says: string
}

/** The model's overlay of a frame, its label (none where nobody has made one), and what was said of the overlay's regions. */
export interface Overlaid {
  readonly overlay: Mask
  readonly label: Mask | undefined
  readonly said: readonly SaidOfRegion[]
}

/**
 * Regions of guarded classes that nobody has touched: 4-connected, of at least 0.05 % of the frame, background in at least 90 %
 * of the label, and with no verdict that stands on them. Any other class there, ignored pixels too, says that somebody has
 * looked: a wrong answer is for the reviewer, a missing one is for this.
 */
export function untouchedRegions(
  { overlay, label, said }: Overlaid,
  guarded: readonly number[],
): Untouched[] {
  return guarded.flatMap((value) => {
    const { labels, count } = partsOf(overlay, value)
    if (count === 0) return []
    const { pixels, unpainted } = counted(labels, count, label)
    const judged = judgedParts(labels, overlay, said)
    const least = LEAST * overlay.data.length
    return regionsOf(overlay, value).flatMap(({ outer, part }) => {
      const size = pixels[part] ?? 0
      if (size < least || (unpainted[part] ?? 0) < UNPAINTED * size || judged.has(part)) return []
      return [{ value, pixels: size, outline: outer, box: boxOf(outer) }]
    })
  })
}

function counted(labels: Int32Array, count: number, label: Mask | undefined) {
  const pixels = new Uint32Array(count + 1)
  const unpainted = new Uint32Array(count + 1)
  labels.forEach((part, at) => {
    pixels[part] = (pixels[part] ?? 0) + 1
    if ((label?.data[at] ?? 0) === 0) unpainted[part] = (unpainted[part] ?? 0) + 1
  })
  return { pixels, unpainted }
}

function judgedParts(labels: Int32Array, { width }: Mask, said: readonly SaidOfRegion[]): Set<number> {
  const last = new Map(said.map(({ x, y, says }) => [y * width + x, says]))
  return new Set([...last].flatMap(([at, says]) => (says === 'takenBack' ? [] : [labels[at] ?? 0])))
}
