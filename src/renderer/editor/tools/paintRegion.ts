import { cutPatch, type Mask, type MaskPatch } from '../../../shared/domain/mask.ts'
import { around, type Rectangle, spanning } from '../pixels/Rectangle.ts'
import type { ToolContext } from './Tool.ts'

/** The pixels of a mask that are not 0, cut out; undefined where all are. */
export function regionIn(mask: Mask): MaskPatch | undefined {
  const { width, height, data } = mask
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] === 0) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  }
  const box = spanning(left, top, right, bottom)
  return box && cutPatch(mask, box)
}

/** Paints a region with the class in hand. What it takes the place of is rubbed out. */
export function paintRegion(
  { mask, value }: ToolContext,
  region: MaskPatch,
  instead: MaskPatch | undefined,
): Rectangle {
  if (instead) write(mask, instead, 0)
  write(mask, region, value)
  return around(instead, region)
}

function write(mask: Mask, { x, y, width, height, data }: MaskPatch, value: number): void {
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      if (data[row * width + column] !== 0) mask.data[(y + row) * mask.width + x + column] = value
}
