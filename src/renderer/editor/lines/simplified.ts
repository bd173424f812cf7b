/**
 * Which corners of a line `[x, y, …]` have to stay so that what is left runs within `tolerance` of all the others
 * (Douglas and Peucker, 1973): 1 for those, else 0. Both ends stay, so that lines that meet go on meeting.
 */
export function simplified(points: ArrayLike<number>, tolerance: number): Uint8Array {
  const count = points.length / 2
  const stays = new Uint8Array(count)
  if (count === 0) return stays
  stays[0] = 1
  stays[count - 1] = 1
  const stretches = [0, count - 1]
  while (stretches.length > 0) {
    const [to, from] = [stretches.pop()!, stretches.pop()!]
    const farthest = farthestFrom(points, from, to, tolerance)
    if (farthest < 0) continue
    stays[farthest] = 1
    stretches.push(from, farthest, farthest, to)
  }
  return stays
}

/** The corner between two others that lies farthest from the straight way between them; -1 where all are near. */
function farthestFrom(points: ArrayLike<number>, from: number, to: number, tolerance: number): number {
  const [ax, ay] = [points[2 * from]!, points[2 * from + 1]!]
  const [dx, dy] = [points[2 * to]! - ax, points[2 * to + 1]! - ay]
  const length2 = dx * dx + dy * dy
  let farthest = -1
  let most = tolerance * tolerance
  for (let i = from + 1; i < to; i++) {
    const [x, y] = [points[2 * i]! - ax, points[2 * i + 1]! - ay]
    const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / length2))
    const away = (x - along * dx) ** 2 + (y - along * dy) ** 2
    if (away <= most) continue
    most = away
    farthest = i
  }
  return farthest
}
