import { IGNORE } from './labelClass.ts'
import type { Mask } from './mask.ts'
import { encodeMask, RunReader } from './rle.ts'

/**
 * Where a label says something else than the mask that it was made from or beside, both as `encodeMask` writes them: 1
 * there, but for pixels that either ignores. Undefined where nothing was corrected, where the masks are not of one size, or
 * one is broken.
 */
export function correctedIn(before: Uint8Array, label: Uint8Array): Uint8Array | undefined {
  const corrected = comparedRunByRun(before, label)
  return corrected?.data.includes(1) ? encodeMask(corrected) : undefined
}

function comparedRunByRun(before: Uint8Array, label: Uint8Array): Mask | undefined {
  try {
    const [a, b] = [new RunReader(before), new RunReader(label)]
    const { width, height } = a
    if (width !== b.width || height !== b.height) return undefined
    const data = new Uint8Array(width * height)
    let at = 0
    while (a.left > 0 && b.left > 0) {
      const run = Math.min(a.left, b.left)
      if (a.value !== b.value && a.value !== IGNORE && b.value !== IGNORE) data.fill(1, at, at + run)
      at += run
      a.skip(run)
      b.skip(run)
    }
    return at === data.length ? { width, height, data } : undefined
  } catch {
    return undefined
  }
}
