import type { Sample } from './pixels/Rectangle.ts'

/** Most places in a row that are left out. */
const LONGEST = 8

/**
 * The places without those that lie on the straight way between their neighbours, within `tolerance` px: a fast mouse
 * tells a thousand a second, and a wide brush sweeps the same pixels for each of them. The last one stays.
 */
export function thinned(from: Sample, samples: readonly Sample[], tolerance: number): readonly Sample[] {
  const kept: Sample[] = []
  let last = from
  let left: Sample[] = []
  samples.forEach((sample, i) => {
    const next = samples[i + 1]
    left.push(sample)
    const isOnTheWay =
      next && left.length < LONGEST && left.every((one) => isNear(last, next, one, tolerance))
    if (isOnTheWay) return
    kept.push(sample)
    last = sample
    left = []
  })
  return kept
}

/** Whether a place lies on the way between two others, and is pressed as they are. */
function isNear(a: Sample, b: Sample, { x, y, pressure }: Sample, tolerance: number): boolean {
  if (pressure !== a.pressure || pressure !== b.pressure) return false
  const dx = b.x - a.x
  const dy = b.y - a.y
  const length2 = dx * dx + dy * dy
  if (length2 === 0) return x === a.x && y === a.y
  const along = ((x - a.x) * dx + (y - a.y) * dy) / length2
  if (along < 0 || along > 1) return false
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy) <= tolerance
}
