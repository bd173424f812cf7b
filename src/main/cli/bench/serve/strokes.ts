import { emptyMask, type Mask } from '../../../../shared/domain/mask.ts'
import { type Random, whole } from '../../../../shared/domain/random.ts'

/** Radius of the brush, px. */
const RADIUS = 14
/** A stroke is as long as these, px. */
const LENGTHS = [60, 420] as const

/** What a hand paints in one go, as a window sends it: where it lies on the frame, and 1 where there is paint. */
export function handStroke(random: Random, width: number, height: number) {
  const [dx, dy] = [whole(random, ...LENGTHS), whole(random, ...LENGTHS)]
  const mask = emptyMask(dx + 2 * RADIUS, dy + 2 * RADIUS)
  const bend = random() * dy * 0.3
  for (let step = 0; step <= 60; step++) {
    const at = step / 60
    const y = Math.min(dy, Math.max(0, at * dy + bend * Math.sin(at * Math.PI)))
    stamp(mask, RADIUS + at * dx, RADIUS + y)
  }
  return { x: whole(random, 0, width - mask.width), y: whole(random, 0, height - mask.height), mask }
}

function stamp({ width, height, data }: Mask, cx: number, cy: number): void {
  for (let y = Math.max(0, Math.floor(cy - RADIUS)); y < Math.min(height, cy + RADIUS); y++)
    for (let x = Math.max(0, Math.floor(cx - RADIUS)); x < Math.min(width, cx + RADIUS); x++)
      if (Math.hypot(x - cx, y - cy) < RADIUS) data[y * width + x] = 1
}
