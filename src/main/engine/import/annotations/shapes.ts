import { emptyMask, type Mask } from '../../../../shared/domain/mask.ts'
import { fillPolygons } from '../../../../shared/domain/polygon.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Size } from './Annotations.ts'

/** Corners lie within so many pixels of their frame, or are no corners. */
const FAR = 1e6

/** Paints what lies within the lines through these corners, x and y in turn. Throws `Unreadable`. */
export function paintPolygon(mask: Mask, corners: readonly number[], value: number): void {
  if (corners.length % 2 !== 0 || !corners.every((c) => Math.abs(c) <= FAR))
    throw new Unreadable('maskInFileDamaged')
  fillPolygons(mask, [corners], value)
}

/**
 * Paints every second of these runs. `indexOf`: the pixel of the mask at a place of the runs, of which there are
 * `total`. Throws `Unreadable` where a run is no whole number or leads beyond the last place; returns where they end.
 */
export function paintRuns(
  mask: Mask,
  runs: readonly number[],
  { total, indexOf, value }: { total: number; indexOf: (place: number) => number; value: number },
): number {
  let [at, isPainted] = [0, false]
  for (const run of runs) {
    const end = at + run
    if (!Number.isInteger(run) || run < 0 || end > total) throw new Unreadable('maskInFileDamaged')
    for (let place = at; isPainted && place < end; place++) mask.data[indexOf(place)] = value
    at = end
    isPainted = !isPainted
  }
  return at
}

export const unpainted = ({ width, height }: Size): Mask => emptyMask(width, height)
