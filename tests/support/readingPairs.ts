import { writeFileSync } from 'node:fs'
import { IGNORE } from '../../src/shared/domain/labelClass.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { mulberry32, type Random } from '../../src/shared/domain/random.ts'

/** Size of the masks, px, and their classes besides what is ignored. */
export const pairSize = { width: 60, height: 45, classes: 3 } as const

/**
 * As many pairs of masks as two readers might paint of one frame, always the same: discs that both drew a little differently,
 * that one called something else, or that one of them missed, and stretches that one ignores.
 */
export function readingPairs(count: number): { readonly one: Mask; readonly other: Mask }[] {
  const random = mulberry32(20261128)
  return Array.from({ length: count }, () => pairOf(random))
}

function pairOf(random: Random) {
  const { width, height } = pairSize
  const [one, other] = [new Uint8Array(width * height), new Uint8Array(width * height)]
  const among = (count: number) => Math.floor(random() * count)
  for (let left = among(4); left > 0; left--) {
    const disc = { x: among(width), y: among(height), radius: 1 + among(14), value: 1 + among(2) }
    const moved = { ...disc, x: disc.x + among(5) - 2, y: disc.y + among(5) - 2 }
    const kind = among(6)
    if (kind !== 0) draw(one, disc)
    if (kind !== 1) draw(other, kind === 2 ? { ...moved, value: 3 - disc.value } : moved)
  }
  if (among(3) === 0) one.fill(IGNORE, among(width * height))
  if (among(4) === 0) other.fill(IGNORE, 0, among(width * 8))
  return { one: { width, height, data: one }, other: { width, height, data: other } }
}

function draw(data: Uint8Array, { x, y, radius, value }: Record<'x' | 'y' | 'radius' | 'value', number>) {
  data.forEach((_, at) => {
    const [dx, dy] = [(at % pairSize.width) - x, Math.floor(at / pairSize.width) - y]
    if (Math.hypot(dx, dy) <= radius) data[at] = value
  })
}

/** The pairs as bytes, the one's mask before the other's: what `tests/oracles/agreement.py` reads. */
export const pairBytes = (count: number): Buffer =>
  Buffer.concat(readingPairs(count).flatMap(({ one, other }) => [one.data, other.data]))

if (process.argv[1] === import.meta.filename) writeFileSync(process.argv[2] ?? 'pairs.raw', pairBytes(100))
