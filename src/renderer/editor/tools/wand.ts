import { type Colour, likeColour } from './likeColour.ts'
import { regionTool } from './region.ts'
import type { ToolContext, ToolKind } from './Tool.ts'

/** Difference of colour that still belongs, to begin with, and what each screen pixel of dragging adds. */
const FIRST = 12
const PER_PIXEL = 0.35

/** Grows a region of like colour from where it is put down; dragging right or down takes more, back takes less. */
export const wand = {
  id: 'wand',
  key: 'w',
  sized: false,
  does: 'paints',
  needs: () => ['pixels'],
  create: () =>
    regionTool({ first: FIRST, perPixel: PER_PIXEL, belongs: likeness, value: ({ value }) => value }),
} as const satisfies ToolKind

/** Whether a pixel's colour lies within the tolerance of the mean around the seed. */
function likeness({ mask, pixels }: ToolContext, seed: number, tolerance: number) {
  const rgba = pixels()
  if (!rgba) return undefined
  const colour = meanAround(rgba, seed, mask.width, mask.height)
  const most = Math.max(1, tolerance)
  return (pixel: number) => likeColour(rgba, pixel, colour, most)
}

/** Mean colour of 3×3 pixels: one pixel alone may be noise. */
function meanAround(rgba: Uint8ClampedArray, seed: number, width: number, height: number): Colour {
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
