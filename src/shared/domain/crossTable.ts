import { MOST_CLASSES } from './labelClass.ts'
import { eachPairedRun } from './pairedRuns.ts'

/** Pixels by their class in one mask and in another, `[MOST_CLASSES,MOST_CLASSES]`. */
export type CrossTable = Float64Array

export const emptyTable = (): CrossTable => new Float64Array(MOST_CLASSES * MOST_CLASSES)

/**
 * Two encoded masks pixel by pixel, read run by run: what neither changes costs nothing. Pixels that either ignores are
 * left out. Undefined where the masks are not of one size, or one is broken.
 */
export function crossTableOf(one: Uint8Array, other: Uint8Array): CrossTable | undefined {
  const table = emptyTable()
  const size = eachPairedRun(one, other, (run) => {
    table[run.one * MOST_CLASSES + run.other]! += run.pixels
  })
  return size ? table : undefined
}

/** Pixels that are of one class in the one mask and of another in the other. */
export function changedIn(table: CrossTable): number {
  let changed = 0
  for (let c = 0; c < table.length; c++)
    if (Math.floor(c / MOST_CLASSES) !== c % MOST_CLASSES) changed += table[c]!
  return changed
}
