import sharp from 'sharp'
import * as z from 'zod'
import { fillClosedPolygon } from '../../../../shared/domain/closedPolygon.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Annotations } from './Annotations.ts'
import { paintClosedCircle } from './closedCircle.ts'
import { drawEach, mustBeDrawnFor } from './drawEach.ts'
import { FAR, mustBeCorners } from './shapes.ts'

const label = z.object({ label: z.string() })
const shape = z.object({
  label: z.string(),
  shape_type: z.string().nullish(),
  points: z.array(z.tuple([z.number(), z.number()])),
  /** Base64 PNG of the box between the two points, for `mask` shapes. */
  mask: z.string().nullish(),
})
type Shape = z.infer<typeof shape>
const length = z.number().nullish().catch(undefined)
const document = z.object({
  imagePath: z.string(),
  imageWidth: length,
  imageHeight: length,
  // Each is looked at when it is drawn: one that is damaged keeps the others not outside.
  shapes: z.array(z.unknown()),
})
type LabelMe = z.infer<typeof document>

/** LabelMe: the shapes drawn on one image. */
export const labelmeAnnotations: Annotations<LabelMe> = {
  read: (text) => document.parse(JSON.parse(text)),
  images: ({ imagePath, shapes }) => {
    const labels = shapes.flatMap((one) => (hasArea(one) ? (label.safeParse(one).data?.label ?? []) : []))
    return [{ image: imagePath, labels: [...new Set(labels)], masked: true }]
  },
  draw({ shapes, imageWidth, imageHeight }, _, size, classOf) {
    mustBeDrawnFor({ width: imageWidth ?? 0, height: imageHeight ?? 0 }, size)
    return drawEach(size, shapes, async (mask, one) => {
      const found = shape.safeParse(one)
      if (!found.success) throw new Unreadable('maskInFileDamaged')
      await drawOne(mask, found.data, () => classOf(found.data.label))
    })
  },
}

/** Kinds of shapes that enclose something. */
const POLYGONS = ['polygon', 'oriented_rectangle', 'rotated_rectangle']
const ENCLOSING = [...POLYGONS, 'rectangle', 'circle', 'mask']

/** A kind that a shape does not name is a polygon. */
const hasArea = (one: unknown) =>
  ENCLOSING.includes((one as { shape_type?: string } | null)?.shape_type ?? 'polygon')

async function drawOne(
  mask: Mask,
  { shape_type, points, mask: png }: Shape,
  classIn: () => number,
): Promise<void> {
  const kind = shape_type ?? 'polygon'
  const [first = [0, 0], second = [0, 0]] = points
  const paint = (corners: readonly number[]) => {
    mustBeCorners(corners)
    fillClosedPolygon(mask, corners, classIn())
  }
  if (POLYGONS.includes(kind)) paint(points.flat())
  // Two opposite corners, or all four as some programs write them.
  else if (kind === 'rectangle') paint(points.length === 4 ? points.flat() : rectangle(first, second))
  else if (kind === 'circle') paintClosedCircle(mask, circle(first, second), classIn())
  else if (kind === 'mask' && png) await paste(mask, png, first, classIn())
  else throw new Unreadable('shapeWithoutArea', { shape: kind.slice(0, 40) })
}

type Point = readonly [number, number]

const rectangle = ([x1, y1]: Point, [x2, y2]: Point) => [x1, y1, x2, y1, x2, y2, x1, y2]

/** `edge` is any point on the line. */
function circle([x, y]: Point, edge: Point) {
  const radius = Math.hypot(edge[0] - x, edge[1] - y)
  if (![x, y, radius].every((c) => Math.abs(c) <= FAR)) throw new Unreadable('maskInFileDamaged')
  return { x, y, radius }
}

/** Paints the part of a picture that lies within the frame; one that is larger than the frame is none of it. */
async function paste(mask: Mask, png: string, [x, y]: Point, value: number): Promise<void> {
  const { data, width, height, channels } = await pixelsOf(Buffer.from(png, 'base64'), mask)
  const [left, top] = [Math.trunc(x), Math.trunc(y)]
  const [from, to] = [Math.max(0, -left), Math.min(width, mask.width - left)]
  for (let row = Math.max(0, -top); row < Math.min(height, mask.height - top); row++) {
    const target = (top + row) * mask.width + left
    for (let column = from; column < to; column++)
      if ((data[(row * width + column) * channels] ?? 0) > 0) mask.data[target + column] = value
  }
}

async function pixelsOf(png: Buffer, { width, height }: Mask) {
  try {
    const picture = sharp(png, { failOn: 'warning', limitInputPixels: width * height })
    const { data, info } = await picture.greyscale().raw().toBuffer({ resolveWithObject: true })
    if (info.width <= width && info.height <= height) return { data, ...info }
  } catch {
    // Said below: it is damaged, or has more pixels than the frame.
  }
  throw new Unreadable('maskInFileDamaged')
}
