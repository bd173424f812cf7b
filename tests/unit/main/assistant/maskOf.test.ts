import { describe, expect, it } from 'vitest'
import { LOGITS, maskOf } from '../../../../src/main/assistant/maskOf.ts'
import { type Size, scaled } from '../../../../src/shared/assistant/embedding.ts'
import { mulberry32 } from '../../../../src/shared/domain/random.ts'

/** A value between the numbers of `[height,width]`, whose pixels have their middles at halves. */
function between(
  values: Float32Array,
  stride: number,
  { width, height }: Size,
  x: number,
  y: number,
): number {
  const at = (place: number, side: number) => {
    const inside = Math.max(0, place - 0.5)
    const low = Math.min(side - 1, Math.floor(inside))
    return { low, high: Math.min(side - 1, low + 1), share: inside - low }
  }
  const [across, down] = [at(x, width), at(y, height)]
  const row = (y: number) =>
    values[y * stride + across.low]! * (1 - across.share) + values[y * stride + across.high]! * across.share
  return row(down.low) * (1 - down.share) + row(down.high) * down.share
}

/** The same as `maskOf`, pixel by pixel as it is written down. */
function plainly(logits: Float32Array, size: Size): Uint8Array {
  const seen = scaled(size)
  const all = { width: LOGITS, height: LOGITS }
  const picture = Float32Array.from({ length: seen.width * seen.height }, (_, i) =>
    between(logits, LOGITS, all, ((i % seen.width) + 0.5) / 4, (Math.floor(i / seen.width) + 0.5) / 4),
  )
  const { width, height } = size
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const x = (((i % width) + 0.5) * seen.width) / width
    const y = ((Math.floor(i / width) + 0.5) * seen.height) / height
    return between(picture, seen.width, seen, x, y) > 0 ? 1 : 0
  })
}

/** Smooth bumps around zero. */
function logitsOf(seed: number): Float32Array {
  const random = mulberry32(seed)
  const [a, b, c] = [random() * 20, random() * 20, random() * 6]
  return Float32Array.from(
    { length: LOGITS * LOGITS },
    (_, i) => Math.sin((i % LOGITS) / (a + 4) + c) + Math.cos(Math.floor(i / LOGITS) / (b + 4)) - 0.3,
  )
}

describe("a decoder's mask", () => {
  it.each([
    { width: 50, height: 40 },
    { width: 384, height: 288 },
    { width: 1100, height: 800 },
    { width: 700, height: 1 },
  ])('is of the size of the frame, $width × $height px, and drawn out as SAM does', (size) => {
    const logits = logitsOf(size.width)
    const { width, height, data } = maskOf(logits, size)
    const expected = plainly(logits, size)
    const within = expected.reduce((sum, value) => sum + value, 0)
    expect([width, height]).toEqual([size.width, size.height])
    expect(within).toBeGreaterThan(0)
    // Numbers of 32 and of 64 bits may fall to different sides of zero.
    const differing = data.filter((value, i) => value !== expected[i]).length
    expect(differing).toBeLessThanOrEqual(expected.length / 5000)
  })

  it('is empty where nothing is above zero, and full where all is', () => {
    const size = { width: 50, height: 40 }
    expect(maskOf(new Float32Array(LOGITS * LOGITS).fill(-1), size).data.every((value) => value === 0)).toBe(
      true,
    )
    expect(maskOf(new Float32Array(LOGITS * LOGITS).fill(1), size).data.every((value) => value === 1)).toBe(
      true,
    )
  })
})
