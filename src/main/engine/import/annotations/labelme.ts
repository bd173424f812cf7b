import sharp from 'sharp'
import * as z from 'zod'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Annotations } from './Annotations.ts'
import { paintPolygon, unpainted } from './shapes.ts'

const shape = z.object({
  label: z.string(),
  shape_type: z.string().default('polygon'),
  points: z.array(z.tuple([z.number(), z.number()])),
  /** Base64 PNG of the box between the two points, for `mask` shapes. */
  mask: z.string().nullish(),
})
const document = z.object({ imagePath: z.string(), shapes: z.array(shape) })
type LabelMe = z.infer<typeof document>
type Shape = LabelMe['shapes'][number]

/** LabelMe: the shapes drawn on one image. */
export const labelmeAnnotations: Annotations<LabelMe> = {
  read: (text) => document.parse(JSON.parse(text)),
  images: ({ imagePath, shapes }) => [
    { image: imagePath, labels: [...new Set(shapes.map(({ label }) => label))], masked: true },
  ],
  async draw({ shapes }, _, size, classOf) {
    const mask = unpainted(size)
    for (const one of shapes) await drawOne(mask, one, classOf(one.label))
    return mask
  },
}

async function drawOne(mask: Mask, { shape_type, points, mask: png }: Shape, value: number): Promise<void> {
  const [first = [0, 0], second = [0, 0]] = points
  if (shape_type === 'polygon') paintPolygon(mask, points.flat(), value)
  // Two opposite corners, or all four as newer programs write them.
  else if (shape_type === 'rectangle')
    paintPolygon(mask, points.length === 4 ? points.flat() : rectangle(first, second), value)
  else if (shape_type === 'circle') paintPolygon(mask, circle(first, second), value)
  else if (shape_type === 'mask' && png) await paste(mask, png, first, value)
  else throw new Unreadable('shapeWithoutArea', { shape: shape_type.slice(0, 40) })
}

type Point = readonly [number, number]

const rectangle = ([x1, y1]: Point, [x2, y2]: Point) => [x1, y1, x2, y1, x2, y2, x1, y2]

const CORNERS = 256
function circle([x, y]: Point, [edgeX, edgeY]: Point): number[] {
  const radius = Math.hypot(edgeX - x, edgeY - y)
  return Array.from({ length: CORNERS }, (_, i) => {
    const angle = (2 * Math.PI * i) / CORNERS
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  }).flat()
}

/** Paints the part of a picture that lies within the frame; one that is larger than the frame is none of it. */
async function paste(mask: Mask, png: string, [x, y]: Point, value: number): Promise<void> {
  const { data, width, height, channels } = await pixelsOf(Buffer.from(png, 'base64'), mask)
  const [left, top] = [Math.round(x), Math.round(y)]
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
