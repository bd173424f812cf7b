import { pixelAt } from './pixelAt.ts'
import type { ToolKind } from './Tool.ts'

/** Takes the class under the pointer into hand. */
export const pick = {
  id: 'pick',
  key: 'i',
  sized: false,
  does: 'looks',
  create: () => ({
    down({ mask, pick: take }, at) {
      const pixel = pixelAt(mask, at)
      if (pixel !== undefined) take(mask.data[pixel]!)
      return undefined
    },
    move: () => undefined,
  }),
} as const satisfies ToolKind
