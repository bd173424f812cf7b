import { around, type Point, type Rectangle } from '../Rectangle.ts'
import { floodFill } from './floodFill.ts'
import type { Tool, ToolContext, ToolKind } from './Tool.ts'

/** Difference of colour that still belongs, to begin with, and what each screen pixel of dragging adds. */
const FIRST = 12
const PER_PIXEL = 0.35

/** Grows a region of like colour from where it is put down; dragging right or down takes more, back takes less. */
export const wand: ToolKind = { id: 'wand', key: 'w', sized: false, create: createWand }

function createWand(): Tool {
  let start: Point | undefined
  let before: Uint8Array | undefined
  let grown: Rectangle | undefined
  const grow = (context: ToolContext, tolerance: number) => {
    const { mask, value } = context
    if (!start || !before) return undefined
    // What was grown before is taken back first: a smaller tolerance gives ground again.
    mask.data.set(before)
    const last = grown
    const seed = Math.floor(start.y) * mask.width + Math.floor(start.x)
    grown = floodFill(mask, seed, likeness(context, seed, tolerance), value)
    return last && grown ? around(last, grown) : (grown ?? last)
  }
  return {
    down(context, at) {
      const { mask } = context
      if (at.x < 0 || at.y < 0 || at.x >= mask.width || at.y >= mask.height) return undefined
      start = at
      before = mask.data.slice()
      grown = undefined
      return grow(context, FIRST)
    },
    move(context, _, to) {
      if (!start) return undefined
      const drag = (to.x - start.x + to.y - start.y) * context.scale
      return grow(context, Math.max(1, FIRST + PER_PIXEL * drag))
    },
    up() {
      start = undefined
      before = undefined
      return undefined
    },
  }
}

/** Whether a pixel's colour lies within the tolerance of the mean around the seed. */
function likeness(
  { mask, pixels }: ToolContext,
  seed: number,
  tolerance: number,
): (pixel: number) => boolean {
  const rgba = pixels()
  const [r, g, b] = meanAround(rgba, seed, mask.width, mask.height)
  const most = tolerance * tolerance * 3
  return (pixel) => {
    const at = pixel * 4
    return (rgba[at]! - r) ** 2 + (rgba[at + 1]! - g) ** 2 + (rgba[at + 2]! - b) ** 2 <= most
  }
}

/** Mean colour of 3×3 pixels: one pixel alone may be noise. */
function meanAround(
  rgba: Uint8ClampedArray,
  seed: number,
  width: number,
  height: number,
): [number, number, number] {
  const [x, y] = [seed % width, Math.floor(seed / width)]
  const sums: [number, number, number] = [0, 0, 0]
  let count = 0
  for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
    for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
      for (const c of [0, 1, 2] as const) sums[c] += rgba[(ny * width + nx) * 4 + c]!
      count++
    }
  }
  return [sums[0] / count, sums[1] / count, sums[2] / count]
}
