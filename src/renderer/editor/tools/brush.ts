import type { Rectangle, Sample } from '../pixels/Rectangle.ts'
import { type Colour, likeColour } from './likeColour.ts'
import { stampLine } from './stampLine.ts'
import type { ToolContext, ToolKind } from './Tool.ts'

/** Difference of colour that the soft rim takes just outside the core; it takes ever less towards its edge. */
const TOLERANCE = 40

/**
 * Paints the class in hand. A soft brush always paints its core; its rim takes what is coloured like the place where
 * the stroke began, so that it stops at a lesion's border by itself. (In a label map a pixel cannot be half painted.)
 */
export const brush = {
  id: 'brush',
  key: 'b',
  sized: true,
  does: 'paints',
  needs: ({ hardness }) => (hardness < 1 ? ['pixels'] : []),
  create() {
    let takes: ((pixel: number, rim: number) => boolean) | undefined
    const stamp = (context: ToolContext, from: Sample, to: Sample): Rectangle | undefined =>
      stampLine(context, context.value, from, to, takes)
    return {
      down(context, at) {
        takes = context.hardness < 1 ? likeThere(context, at) : undefined
        return stamp(context, at, at)
      },
      move: stamp,
    }
  },
} as const satisfies ToolKind

function likeThere(
  { mask, pixels }: ToolContext,
  at: Sample,
): ((pixel: number, rim: number) => boolean) | undefined {
  const rgba = pixels()
  if (!rgba) return undefined
  const x = Math.min(mask.width - 1, Math.max(0, Math.floor(at.x)))
  const y = Math.min(mask.height - 1, Math.max(0, Math.floor(at.y)))
  const seed = (y * mask.width + x) * 4
  const colour: Colour = [rgba[seed]!, rgba[seed + 1]!, rgba[seed + 2]!]
  return (pixel, rim) => likeColour(rgba, pixel, colour, TOLERANCE * (1 - rim))
}
