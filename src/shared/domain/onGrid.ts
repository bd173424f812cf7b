import type { Contour } from './contours.ts'

/**
 * A contour on a coarser grid: its corners, moved down by `down`, times `scale`, rounded; those that fall together or
 * lie on one straight line are left out. At least one point remains.
 */
export function onGrid(contour: Contour, scale: number, down = 0): number[] {
  const out: number[] = []
  for (let i = 0; i < contour.length; i += 2) {
    const x = Math.round(contour[i]! * scale)
    const y = Math.round((contour[i + 1]! + down) * scale)
    const end = out.length
    if (end >= 2 && out[end - 2] === x && out[end - 1] === y) continue
    if (end >= 4 && isStraight(out[end - 4]!, out[end - 3]!, out[end - 2]!, out[end - 1]!, x, y))
      out.length -= 2
    out.push(x, y)
  }
  return out
}

/** Whether the way from `a` over `b` to `c` goes straight on. */
function isStraight(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): boolean {
  const [ux, uy, vx, vy] = [bx - ax, by - ay, cx - bx, cy - by]
  return ux * vy === uy * vx && ux * vx + uy * vy > 0
}
