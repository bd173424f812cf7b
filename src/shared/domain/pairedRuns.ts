import { IGNORE } from './labelClass.ts'
import { RunReader } from './rle.ts'

/** Pixels that follow each other, of one value in the one mask and of one in the other; neither is ignored. */
export interface PairedRun {
  readonly one: number
  readonly other: number
  /** Place of the first pixel, and how many they are. */
  readonly at: number
  readonly pixels: number
}

/**
 * Goes through two encoded masks side by side, run by run: what neither changes costs nothing. Pixels that either ignores are
 * passed over. Returns the size of both; undefined where they are not of one size, or one is broken: then what was heard is no
 * good.
 */
export function eachPairedRun(
  one: Uint8Array,
  other: Uint8Array,
  hear: (run: PairedRun) => void,
): { readonly width: number; readonly height: number } | undefined {
  try {
    const [a, b] = [new RunReader(one), new RunReader(other)]
    const { width, height } = a
    if (width !== b.width || height !== b.height) return undefined
    let at = 0
    while (a.left > 0 && b.left > 0) {
      const pixels = Math.min(a.left, b.left)
      if (a.value !== IGNORE && b.value !== IGNORE) hear({ one: a.value, other: b.value, at, pixels })
      at += pixels
      a.skip(pixels)
      b.skip(pixels)
    }
    return at === width * height ? { width, height } : undefined
  } catch {
    return undefined
  }
}
