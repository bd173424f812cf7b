import { squaredDistance } from './cleanUp.ts'
import { classesPresent, emptyMask, type Mask } from './mask.ts'

/**
 * The mask between two masks of one size, `at` from 0 (the first) to 1 (the second): each class's signed distance is
 * mixed (Raya and Udupa, "Shape-based interpolation", 1990), after its centre has been moved on the way from the one
 * centre to the other. A class that only one of them holds shrinks away or grows.
 */
export function maskBetween(first: Mask, second: Mask, at: number): Mask {
  const out = emptyMask(first.width, first.height)
  const best = new Float64Array(out.data.length)
  for (const value of new Set([...classesPresent(first), ...classesPresent(second)])) {
    const [a, b] = [shapeOf(first, value), shapeOf(second, value)]
    const from = a.centre ?? b.centre ?? { x: 0, y: 0 }
    const to = b.centre ?? from
    const [dx, dy] = [to.x - from.x, to.y - from.y]
    for (let y = 0, pixel = 0; y < out.height; y++) {
      for (let x = 0; x < out.width; x++, pixel++) {
        const inFirst = a.depth(x - at * dx, y - at * dy)
        const inSecond = b.depth(x + (1 - at) * dx, y + (1 - at) * dy)
        const depth = (1 - at) * inFirst + at * inSecond
        if (depth <= best[pixel]!) continue
        best[pixel] = depth
        out.data[pixel] = value
      }
    }
  }
  return out
}

interface Shape {
  readonly centre: { readonly x: number; readonly y: number } | undefined
  /** Distance to the edge in pixels, positive inside. */
  depth(x: number, y: number): number
}

function shapeOf(mask: Mask, value: number): Shape {
  const { width, height, data } = mask
  const outside = squaredDistance(mask, (v) => v === value)
  const inside = squaredDistance(mask, (v) => v !== value)
  // Half a pixel: the edge runs between the last pixel inside and the first outside.
  const depths = Float32Array.from(data, (v, i) =>
    v === value ? Math.sqrt(inside[i]!) - 0.5 : 0.5 - Math.sqrt(outside[i]!),
  )
  let [sumX, sumY, count] = [0, 0, 0]
  data.forEach((v, i) => {
    if (v !== value) return
    sumX += i % width
    sumY += Math.floor(i / width)
    count++
  })
  return {
    centre: count === 0 ? undefined : { x: sumX / count, y: sumY / count },
    depth(x, y) {
      const column = Math.min(width - 1, Math.max(0, Math.round(x)))
      const row = Math.min(height - 1, Math.max(0, Math.round(y)))
      return depths[row * width + column]!
    },
  }
}
