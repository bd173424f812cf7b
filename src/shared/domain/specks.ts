import { partsOf } from './contours.ts'
import { IGNORE } from './labelClass.ts'
import { classesPresent, type Mask } from './mask.ts'

/** Share of a frame below which no part of a class is meant as a lesion. */
const SHARE = 1 / 50_000
const LEAST = 4

/** How many pixels a part must have, in a frame of this size, to be more than a speck. */
export const speckSize = (width: number, height: number): number =>
  Math.max(LEAST, Math.round(width * height * SHARE))

/**
 * A copy without specks: parts of a class smaller than `smallest` pixels become what lies around most of them. They
 * come from a model's doubts and from lines that cross themselves, and would each count as a lesion.
 */
export function withoutSpecks(mask: Mask, smallest = speckSize(mask.width, mask.height)): Mask {
  const cleaned = { ...mask, data: mask.data.slice() }
  // A speck may go to another beside it: then both are looked at together.
  while (classesPresent(cleaned).some((value) => giveSpecksAway(cleaned, value, smallest)));
  return cleaned
}

/** Gives the specks of one class to what is around them, in place; whether there were any. */
function giveSpecksAway(mask: Mask, value: number, smallest: number): boolean {
  const { labels, count } = partsOf(mask, value)
  const areas = new Uint32Array(count + 1)
  for (const label of labels) areas[label]!++
  const isSpeck = Array.from(areas, (area, part) => part > 0 && area < smallest)
  if (!isSpeck.includes(true)) return false
  const around = surroundings(mask, labels, isSpeck)
  labels.forEach((part, at) => {
    if (isSpeck[part]) mask.data[at] = around.get(part) ?? 0
  })
  return true
}

/** For each speck the value that most of the pixels beside it have; ignored pixels do not count. */
function surroundings(
  { width, height, data }: Mask,
  labels: Int32Array,
  isSpeck: readonly boolean[],
): ReadonlyMap<number, number> {
  const beside = new Map<number, Map<number, number>>()
  for (let at = 0; at < labels.length; at++) {
    const part = labels[at]!
    if (!isSpeck[part]) continue
    const votes = beside.get(part) ?? new Map<number, number>()
    beside.set(part, votes)
    const x = at % width
    const neighbours = [
      x > 0 ? at - 1 : at,
      x < width - 1 ? at + 1 : at,
      at >= width ? at - width : at,
      at < width * (height - 1) ? at + width : at,
    ]
    for (const next of neighbours)
      if (labels[next] !== part && data[next] !== IGNORE)
        votes.set(data[next]!, (votes.get(data[next]!) ?? 0) + 1)
  }
  return new Map(
    [...beside].map(([part, votes]) => {
      const [most] = [...votes].sort(([, a], [, b]) => b - a)
      return [part, most?.[0] ?? 0]
    }),
  )
}
