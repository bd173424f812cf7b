import * as z from 'zod'
import { fromBrushRle } from '../../../../shared/domain/brushRle.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { Unreadable } from '../found/Unreadable.ts'
import { ellipseCorners, turned } from './outlines.ts'
import { paintCorners, shapeFrom } from './shapes.ts'

/** Paints a shape; nothing where it throws `Unreadable`. */
type Paint = (mask: Mask) => void

/** Lengths are hundredths of the picture's sides. */
const share = z.number()
/** Degrees, clockwise. */
const rotation = z.number().default(0)
const brush = z.object({ format: z.literal('rle'), rle: z.array(z.number().int().min(0).max(255)) })
const polygon = z.object({ points: z.array(z.tuple([share, share])) })
const rectangle = z.object({ x: share, y: share, width: share, height: share, rotation })
const ellipse = z.object({ x: share, y: share, radiusX: share, radiusY: share, rotation })

/** What of Label Studio's results has an area. */
export const drawnResults = {
  brushlabels: drawing(brush, (mask, { rle }, value) => {
    const painted = brushOf(rle, mask)
    for (let i = 0; i < painted.length; i++) if (painted[i] !== 0) mask.data[i] = value
  }),
  polygonlabels: drawing(polygon, (mask, { points }, value) => {
    const [x, y] = onto(mask)
    paintCorners(
      mask,
      points.flatMap((point) => [x(point[0]), y(point[1])]),
      value,
    )
  }),
  // Turned about the left upper corner.
  rectanglelabels: drawing(rectangle, (mask, one, value) => {
    const [x, y] = onto(mask)
    const [left, top, right, bottom] = [x(one.x), y(one.y), x(one.x + one.width), y(one.y + one.height)]
    const corners = [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ] as const
    paintCorners(mask, turned(corners, [left, top], one.rotation), value)
  }),
  ellipselabels: drawing(ellipse, (mask, one, value) => {
    const [x, y] = onto(mask)
    const middle = [x(one.x), y(one.y)] as const
    const corners = ellipseCorners(middle, x(one.radiusX), y(one.radiusY))
    paintCorners(mask, turned(corners, middle, one.rotation), value)
  }),
} as const

function drawing<T>(schema: z.ZodType<T>, draw: (mask: Mask, shape: T, value: number) => void) {
  return (shape: unknown, value: number): Paint => {
    const found = shapeFrom(schema, shape)
    return (mask) => draw(mask, found, value)
  }
}

const onto = ({ width, height }: Mask) =>
  [
    (hundredths: number) => (hundredths * width) / 100,
    (hundredths: number) => (hundredths * height) / 100,
  ] as const

function brushOf(rle: readonly number[], { data }: Mask): Uint8Array {
  try {
    return fromBrushRle(rle, data.length)
  } catch {
    throw new Unreadable('maskInFileDamaged')
  }
}
