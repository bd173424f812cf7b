import type * as z from 'zod'
import { fillCocoPolygon } from '../../../../shared/domain/cocoPolygon.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { Unreadable } from '../found/Unreadable.ts'

/** Corners lie within so many pixels of their frame, or are no corners. */
export const FAR = 1e6

/** Throws `Unreadable` where these are no corners of anything with an area, x and y in turn. */
export function mustBeCorners(corners: readonly number[]): void {
  if (corners.length < 6 || corners.length % 2 !== 0 || !corners.every((c) => Math.abs(c) <= FAR))
    throw new Unreadable('maskInFileDamaged')
}

/** Paints what lies within these corners, as pycocotools does. Throws `Unreadable`; nothing is painted then. */
export function paintCorners(mask: Mask, corners: readonly number[], value: number): void {
  mustBeCorners(corners)
  fillCocoPolygon(mask, corners, value)
}

/** A shape as a file has it, checked; throws `Unreadable` where it is none. */
export function shapeFrom<T>(schema: z.ZodType<T>, said: unknown): T {
  const found = schema.safeParse(said)
  if (!found.success) throw new Unreadable('maskInFileDamaged')
  return found.data
}

/**
 * Paints every second of these runs. `indexOf`: the pixel of the mask at a place of the runs, of which there are
 * `total`. Throws `Unreadable` where a run is no whole number, leads beyond the last place or, unless they `mayEnd`
 * before it, not as far; nothing is painted then.
 */
export function paintRuns(
  mask: Mask,
  runs: readonly number[],
  {
    total,
    indexOf,
    value,
    mayEnd = false,
  }: { total: number; indexOf: (place: number) => number; value: number; mayEnd?: boolean },
): void {
  let length = 0
  for (const run of runs) {
    length += run
    if (!Number.isInteger(run) || run < 0 || length > total) throw new Unreadable('maskInFileDamaged')
  }
  if (length < total && !mayEnd) throw new Unreadable('maskInFileDamaged')
  let [at, isPainted] = [0, false]
  for (const run of runs) {
    for (let place = at; isPainted && place < at + run; place++) mask.data[indexOf(place)] = value
    at += run
    isPainted = !isPainted
  }
}
