import { floodFill } from './floodFill.ts'
import type { ToolKind } from './Tool.ts'

/** Paints the connected region of one class under the pointer. */
export const fill: ToolKind = {
  id: 'fill',
  key: 'g',
  sized: false,
  create: () => ({
    down({ mask, value }, { x, y }) {
      const seed = Math.floor(y) * mask.width + Math.floor(x)
      if (x < 0 || y < 0 || x >= mask.width || y >= mask.height) return undefined
      const was = mask.data[seed]!
      if (was === value) return undefined
      return floodFill(mask, seed, (pixel) => mask.data[pixel] === was, value)
    },
    move: () => undefined,
  }),
}
