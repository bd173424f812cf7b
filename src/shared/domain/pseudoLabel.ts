import { partsOf } from './contours.ts'
import { emptyMask, type Mask, resizeNearest } from './mask.ts'
import { enlarged } from './modelGrid.ts'
import { type Probabilities, perPixel } from './probabilities.ts'

/** The most probable class of each pixel in a map of that size; of two that are alike, the first. */
export function pseudoLabel(probabilities: Probabilities, width: number, height: number): Mask {
  const label = emptyMask(width, height)
  const most = new Uint8Array(width * height)
  for (let c = 0; c < probabilities.classes; c++) {
    const sure = enlarged(
      perPixel(probabilities, (of) => of(c)),
      width,
      height,
    )
    for (let i = 0; i < most.length; i++)
      if (c === 0 || sure[i]! > most[i]!) {
        most[i] = sure[i]!
        label.data[i] = c
      }
  }
  return label
}

/** One connected part of a label map. */
export interface Part {
  readonly value: number
  /** 1 in the part, of the map's size. */
  readonly mask: Mask
  readonly pixels: number
}

/** The parts of every class of a map that are so many pixels or more, lesions first, the largest of each first. */
export function partsIn(label: Mask, classes: number, least: number): Part[] {
  const values = Array.from({ length: classes }, (_, i) => (i + 1) % classes)
  return values.flatMap((value) => {
    const { labels, count } = partsOf(label, value)
    const pixels = new Uint32Array(count + 1)
    for (const part of labels) pixels[part]!++
    return Array.from({ length: count }, (_, i) => i + 1)
      .filter((part) => pixels[part]! >= least)
      .sort((a, b) => pixels[b]! - pixels[a]!)
      .map((part) => ({ value, mask: onlyPart(label, labels, part), pixels: pixels[part]! }))
  })
}

const onlyPart = ({ width, height }: Mask, labels: Int32Array, part: number): Mask => ({
  width,
  height,
  data: Uint8Array.from(labels, (other) => (other === part ? 1 : 0)),
})

/** A part of a small map in a large map of the same frame: all of the class there that is joined to it. */
export function partInLarge({ value, mask }: Part, large: Mask): Mask {
  const shown = resizeNearest(mask, large.width, large.height)
  const { labels, count } = partsOf(large, value)
  const isJoined = new Uint8Array(count + 1)
  for (let i = 0; i < labels.length; i++) if (shown.data[i] === 1) isJoined[labels[i]!] = 1
  isJoined[0] = 0
  return { ...large, data: Uint8Array.from(labels, (part) => isJoined[part]!) }
}
