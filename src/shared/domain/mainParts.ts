import { partsOf } from './contours.ts'
import type { Mask } from './mask.ts'

/** A part with a smaller share of its region than this is a doubt of the net that found it, and so is a hole: glare, mostly. */
const SHARE = 0.03

/** Pixels of which somebody has said that they belong to a region, or that they do not. */
export interface Said {
  readonly inside: readonly number[]
  readonly outside: readonly number[]
}

/**
 * A region (1, elsewhere 0) without the small parts around it, each of which would count as a lesion, and without small holes.
 * Parts and holes that somebody has said something of stay, whatever their size.
 */
export function mainParts(region: Mask, { inside, outside }: Said = { inside: [], outside: [] }): Mask {
  const parts = sizedParts(region, 1)
  const least = SHARE * (region.data.length - parts.areas[0]!)
  const stays = parts.areas.map((area, part) => (part > 0 && area >= least ? 1 : 0))
  for (const pixel of inside) if (parts.labels[pixel]! > 0) stays[parts.labels[pixel]!] = 1
  const kept = { ...region, data: Uint8Array.from(parts.labels, (part) => stays[part]!) }
  const holes = sizedParts(kept, 0)
  const filled = holes.areas.map((area, part) => (part > 0 && area < least ? 1 : 0))
  for (const pixel of [...outside, ...borderOf(region)]) filled[holes.labels[pixel]!] = 0
  return { ...kept, data: kept.data.map((value, i) => value | filled[holes.labels[i]!]!) }
}

function sizedParts(mask: Mask, value: number) {
  const { labels, count } = partsOf(mask, value)
  const areas = new Uint32Array(count + 1)
  for (const part of labels) areas[part]!++
  return { labels, areas }
}

/** What reaches the edge is no hole. */
function borderOf({ width, height }: Mask): number[] {
  const across = Array.from({ length: width }, (_, x) => [x, (height - 1) * width + x]).flat()
  const down = Array.from({ length: height }, (_, y) => [y * width, (y + 1) * width - 1]).flat()
  return [...across, ...down]
}
