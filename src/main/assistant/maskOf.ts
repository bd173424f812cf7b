import { SIDE, type Size, scaled } from '../../shared/assistant/embedding.ts'
import type { Mask } from '../../shared/domain/mask.ts'

/** Side of what the decoder makes: a fourth of the encoder's picture. */
export const LOGITS = 256

/** Between which two of a row of numbers a place lies, and how far from the first to the second. */
interface Taps {
  readonly first: Int32Array
  readonly second: Int32Array
  readonly share: Float32Array
}

/** Of a row of `from` numbers drawn out to `to`, which are the first of it where `from` of them are meant. */
function taps(from: number, to: number): Taps {
  const [first, second, share] = [new Int32Array(to), new Int32Array(to), new Float32Array(to)]
  for (let i = 0; i < to; i++) {
    const place = Math.max(0, ((i + 0.5) * from) / to - 0.5)
    first[i] = Math.min(from - 1, Math.floor(place))
    second[i] = Math.min(from - 1, first[i]! + 1)
    share[i] = place - first[i]!
  }
  return { first, second, share }
}

/**
 * The mask of a frame from the decoder's logits, `[256,256]`: 1 where they are above zero. They are drawn out to the encoder's
 * picture, cut to what the frame fills of it, and drawn out to the frame, each bilinearly, as SAM does; a frame of 48
 * megapixels takes a row at a time.
 */
export function maskOf(logits: Float32Array, { width, height }: Size): Mask {
  const seen = scaled({ width, height })
  const picture = drawnOut(logits, seen)
  const data = new Uint8Array(width * height)
  const [across, down] = [taps(seen.width, width), taps(seen.height, height)]
  const row = new Float32Array(seen.width)
  for (let y = 0; y < height; y++) {
    const [above, below] = [down.first[y]! * seen.width, down.second[y]! * seen.width]
    const share = down.share[y]!
    let most = Number.NEGATIVE_INFINITY
    for (let x = 0; x < row.length; x++) {
      const value = picture[above + x]! * (1 - share) + picture[below + x]! * share
      row[x] = value
      if (value > most) most = value
    }
    // Nothing between two numbers is larger than both.
    if (most > 0) fillRow(data.subarray(y * width, (y + 1) * width), row, across)
  }
  return { width, height, data }
}

function fillRow(out: Uint8Array, row: Float32Array, { first, second, share }: Taps): void {
  for (let x = 0; x < out.length; x++) {
    const value = row[first[x]!]! * (1 - share[x]!) + row[second[x]!]! * share[x]!
    out[x] = value > 0 ? 1 : 0
  }
}

/** The logits at the size of the encoder's picture, as far as the frame fills it. */
function drawnOut(logits: Float32Array, { width, height }: Size): Float32Array {
  const { first, second, share } = taps(LOGITS, SIDE)
  const out = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const [above, below, down] = [first[y]! * LOGITS, second[y]! * LOGITS, share[y]!]
    for (let x = 0; x < width; x++) {
      const [left, right, across] = [first[x]!, second[x]!, share[x]!]
      const upper = logits[above + left]! * (1 - across) + logits[above + right]! * across
      const lower = logits[below + left]! * (1 - across) + logits[below + right]! * across
      out[y * width + x] = upper * (1 - down) + lower * down
    }
  }
  return out
}
