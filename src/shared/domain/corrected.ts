import { eachPairedRun, type PairedRun } from './pairedRuns.ts'
import { encodeMask } from './rle.ts'

/**
 * Where a label says something else than the mask that it was made from or beside, both as `encodeMask` writes them: 1
 * there, but for pixels that either ignores. Undefined where nothing was corrected, where the masks are not of one size, or
 * one is broken.
 */
export function correctedIn(before: Uint8Array, label: Uint8Array): Uint8Array | undefined {
  const changed: PairedRun[] = []
  const size = eachPairedRun(before, label, (run) => {
    if (run.one !== run.other) changed.push(run)
  })
  if (!size || changed.length === 0) return undefined
  const data = new Uint8Array(size.width * size.height)
  for (const { at, pixels } of changed) data.fill(1, at, at + pixels)
  return encodeMask({ ...size, data })
}
