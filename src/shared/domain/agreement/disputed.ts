import { discOf } from '../surfaceDice.ts'
import type { PairedPart } from './pairedPart.ts'

/** Pixels that two readers see differently, by how. */
export interface Disputed {
  /** Within the tolerance of the outlines that both drew around one lesion. */
  readonly edge: number
  /** Both marked a lesion there, of another class. */
  readonly class: number
  /** One marked a lesion there, and the other none near it. */
  readonly missed: number
  /** Pixels that either calls a lesion, disputed or not. */
  readonly either: number
}

export const nothingDisputed: Disputed = { edge: 0, class: 0, missed: 0, either: 0 }

export const disputedTogether = (all: readonly Disputed[]): Disputed =>
  all.reduce(
    (sum, one) => ({
      edge: sum.edge + one.edge,
      class: sum.class + one.class,
      missed: sum.missed + one.missed,
      either: sum.either + one.either,
    }),
    nothingDisputed,
  )

/**
 * How two readers differ, each pixel counted once. A pixel that only one of them marked belongs to the edge where it lies
 * no further than `tolerance` px from what the other marked, and no deeper than that in what the one did.
 */
export function disputedIn(part: PairedPart, tolerance: number): Disputed {
  const { one, other } = part
  const isNear = nearIn(part, tolerance)
  let [edge, byClass, missed, either] = [0, 0, 0, 0]
  for (let at = 0; at < one.length; at++) {
    const a = one[at]!
    const b = other[at]!
    if (a === b) {
      if (a !== 0) either++
      continue
    }
    either++
    if (a !== 0 && b !== 0) byClass++
    else if (a !== 0 ? isNear(at, other, one) : isNear(at, one, other)) edge++
    else missed++
  }
  return { edge, class: byClass, missed, either }
}

/** Whether both outlines pass near a pixel: something marked in the other's map, and something unmarked in one's own. */
function nearIn({ width, height }: PairedPart, tolerance: number) {
  const halves = discOf(tolerance)
  const reach = halves.length - 1
  return (at: number, others: Uint8Array, own: Uint8Array): boolean => {
    const x = at % width
    const y = (at - x) / width
    let marked = false
    let unmarked = false
    for (let dy = -reach; dy <= reach; dy++) {
      const ny = y + dy
      const half = halves[dy < 0 ? -dy : dy]!
      for (let nx = x - half; nx <= x + half; nx++) {
        // Around the part nothing is marked.
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) unmarked = true
        else {
          if (others[ny * width + nx] !== 0) marked = true
          if (own[ny * width + nx] === 0) unmarked = true
        }
      }
      if (marked && unmarked) return true
    }
    return false
  }
}
