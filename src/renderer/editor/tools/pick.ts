import type { ToolKind } from './Tool.ts'

/** Takes the class under the pointer into hand. */
export const pick: ToolKind = {
  id: 'pick',
  key: 'i',
  sized: false,
  create: () => ({
    down(context, { x, y }) {
      const { mask } = context
      if (x >= 0 && y >= 0 && x < mask.width && y < mask.height)
        context.pick(mask.data[Math.floor(y) * mask.width + Math.floor(x)]!)
      return undefined
    },
    move: () => undefined,
  }),
}
