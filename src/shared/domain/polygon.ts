import type { Contour } from './contours.ts'
import type { Mask } from './mask.ts'

/**
 * Paints polygons into a mask in place: a pixel belongs to them where its centre lies inside an odd number of
 * them, so lines within lines are holes. Corners may lie anywhere; what is outside the mask is cut off.
 */
export function fillPolygons(
  { width, height, data }: Mask,
  polygons: readonly Contour[],
  value: number,
): void {
  const edges = polygons.flatMap(edgesOf).sort((a, b) => a.top - b.top)
  // Edges that a row's centre may cross: a row looks at these alone, so that ten thousand corners take no time.
  let near: Edge[] = []
  let next = 0
  for (let y = 0; y < height; y++) {
    const centre = y + 0.5
    for (; next < edges.length && edges[next]!.top <= centre; next++) near.push(edges[next]!)
    if (near.length === 0) continue
    near = near.filter((e) => centre < e.bottom)
    const crossings = near.map((e) => e.x + (centre - e.top) * e.slope).sort((a, b) => a - b)
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      // Centres at x + ½ from the first crossing on, up to but without the second.
      const from = Math.max(0, Math.ceil(crossings[i]! - 0.5))
      const to = Math.min(width, Math.ceil(crossings[i + 1]! - 0.5))
      if (to > from) data.fill(value, y * width + from, y * width + to)
    }
  }
}

interface Edge {
  readonly top: number
  readonly bottom: number
  /** At `top`. */
  readonly x: number
  readonly slope: number
}

function edgesOf(corners: Contour): Edge[] {
  const edges: Edge[] = []
  for (let i = 0; i + 1 < corners.length; i += 2) {
    const [x1, y1] = [corners[i]!, corners[i + 1]!]
    const j = (i + 2) % corners.length
    const [x2, y2] = [corners[j]!, corners[j + 1]!]
    if (y1 === y2) continue
    const slope = (x2 - x1) / (y2 - y1)
    edges.push(y1 < y2 ? { top: y1, bottom: y2, x: x1, slope } : { top: y2, bottom: y1, x: x2, slope })
  }
  return edges
}
