import * as z from 'zod'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { Unreadable } from '../found/Unreadable.ts'
import { ellipseCorners, turned } from './outlines.ts'
import { paintCorners, paintRuns, shapeFrom } from './shapes.ts'

/** Draws a shape with these attributes; nothing where it throws `Unreadable`. */
export type DrawCvat = (
  mask: Mask,
  attributes: Readonly<Record<string, string>>,
  classIn: () => number,
) => void

const number = z.coerce.number()
/** Degrees, clockwise about the middle. */
const rotation = number.default(0)
const whole = number.int().nonnegative()

const polygon = z.object({ points: z.string() })
const box = z.object({ xtl: number, ytl: number, xbr: number, ybr: number, rotation })
const ellipse = z.object({ cx: number, cy: number, rx: number.positive(), ry: number.positive(), rotation })
const runs = z.object({
  rle: z.string(),
  left: whole,
  top: whole,
  width: whole.positive(),
  height: whole.positive(),
})

/** The shapes of CVAT that have an area, as CVAT's own masks have them. */
export const drawnShapes = {
  polygon: drawing(polygon, (mask, { points }, value) =>
    paintCorners(mask, points.split(/[;,]/).map(Number), value),
  ),
  box: drawing(box, (mask, { xtl, ytl, xbr, ybr, rotation: degrees }, value) => {
    const corners = [
      [xtl, ytl],
      [xbr, ytl],
      [xbr, ybr],
      [xtl, ybr],
    ] as const
    paintCorners(mask, turned(corners, [(xtl + xbr) / 2, (ytl + ybr) / 2], degrees), value)
  }),
  ellipse: drawing(ellipse, (mask, { cx, cy, rx, ry, rotation: degrees }, value) =>
    paintCorners(mask, turned(ellipseCorners([cx, cy], rx, ry), [cx, cy], degrees), value),
  ),
  mask: drawing(runs, drawRuns),
}

function drawing<T>(schema: z.ZodType<T>, draw: (mask: Mask, shape: T, value: number) => void): DrawCvat {
  return (mask, attributes, classIn) => draw(mask, shapeFrom(schema, attributes), classIn())
}

/** Runs of 0 and 1 in turn, row by row within the box; the last may be left out. */
function drawRuns(mask: Mask, { rle, left, top, width, height }: z.infer<typeof runs>, value: number): void {
  if (left + width > mask.width || top + height > mask.height) throw new Unreadable('maskInFileDamaged')
  const indexOf = (place: number) => (top + Math.floor(place / width)) * mask.width + left + (place % width)
  paintRuns(mask, rle.split(',').map(Number), { total: width * height, indexOf, value, mayEnd: true })
}
