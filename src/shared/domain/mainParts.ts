import { partsOf } from './contours.ts'
import type { Mask } from './mask.ts'

/** A part with a smaller share of its region than this is a doubt of the net that found the region. */
const SHARE = 0.03

/**
 * A region (1, elsewhere 0) without the small parts around it, each of which would count as a lesion. Parts with one of
 * the pixels `meant` stay, whatever their size.
 */
export function mainParts(region: Mask, meant: readonly number[] = []): Mask {
  const { labels, count } = partsOf(region, 1)
  const areas = new Uint32Array(count + 1)
  for (const part of labels) areas[part]!++
  const least = SHARE * (labels.length - areas[0]!)
  const stays = Uint8Array.from(areas, (area, part) => (part > 0 && area >= least ? 1 : 0))
  for (const pixel of meant) if (labels[pixel]! > 0) stays[labels[pixel]!] = 1
  return { ...region, data: Uint8Array.from(labels, (part) => stays[part]!) }
}
