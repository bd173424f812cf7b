import { floodFill } from './floodFill.ts'
import { pixelAt } from './pixelAt.ts'
import type { ToolKind } from './Tool.ts'

/** Paints the connected region of one class under the pointer. */
export const fill = {
  id: 'fill',
  key: 'g',
  sized: false,
  does: 'paints',
  create: () => ({
    down({ mask, value }, at) {
      const seed = pixelAt(mask, at)
      const was = seed === undefined ? value : mask.data[seed]!
      if (seed === undefined || was === value) return undefined
      return floodFill(mask, seed, (pixel) => mask.data[pixel] === was, value)
    },
    move: () => undefined,
  }),
} as const satisfies ToolKind
