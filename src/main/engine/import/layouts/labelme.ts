import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import * as z from 'zod'
import { emptyMask, type Mask } from '../../../../shared/domain/mask.ts'
import { fillPolygons } from '../../../../shared/domain/polygon.ts'
import { placed } from '../found/grouping.ts'
import { listFiles } from '../found/listFiles.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Layout } from './Layout.ts'

const shape = z.object({
  label: z.string(),
  shape_type: z.string().default('polygon'),
  points: z.array(z.tuple([z.number(), z.number()])),
  /** Base64 PNG of the box between the two points, for `mask` shapes. */
  mask: z.string().nullish(),
})
const document = z.object({ imagePath: z.string(), shapes: z.array(shape) })
type Shape = z.infer<typeof shape>

/** LabelMe: beside each image a JSON file of the same name with the shapes drawn on it. */
export const labelmeLayout: Layout = {
  name: 'labelme',
  recognises: async (folder) => (await annotated(folder)).length > 0,
  async find(folder, options) {
    const files = await annotated(folder)
    const frames = files.map(({ path, content }) => ({
      path: join(dirname(path), content.imagePath),
      mask: {
        path,
        labels: content.shapes.map(({ label }) => label),
        draw: (frame: { width: number; height: number }, classOf: (label: string) => number) =>
          drawAll(content.shapes, frame, classOf),
      },
    }))
    return placed(folder, frames, options.groupBy)
  },
}

async function annotated(folder: string) {
  const paths = (await listFiles(folder, 'any').catch(() => [])).filter((p) => p.endsWith('.json'))
  const found: { path: string; content: z.infer<typeof document> }[] = []
  for (const path of paths) {
    try {
      const content = document.safeParse(JSON.parse(await readFile(path, 'utf8')))
      // A path to elsewhere would read what the folder does not hold.
      const inside =
        content.success && !/(^|[\\/])\.\.([\\/]|$)|^([a-z]:|[\\/])/i.test(content.data.imagePath)
      if (inside) found.push({ path, content: content.data })
    } catch {
      // A JSON file of another kind.
    }
  }
  return found
}

async function drawAll(
  shapes: readonly Shape[],
  { width, height }: { width: number; height: number },
  classOf: (label: string) => number,
): Promise<Mask> {
  const mask = emptyMask(width, height)
  for (const { label, shape_type, points, mask: png } of shapes) {
    const value = classOf(label)
    const [first = [0, 0], second = [0, 0]] = points
    if (shape_type === 'polygon') fillPolygons(mask, [points.flat()], value)
    else if (shape_type === 'rectangle') fillPolygons(mask, [rectangle(first, second)], value)
    else if (shape_type === 'circle') fillPolygons(mask, [circle(first, second)], value)
    else if (shape_type === 'mask' && png) await paste(mask, png, first, value)
    else throw new Unreadable('shapeWithoutArea', { shape: shape_type })
  }
  return mask
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

async function paste(mask: Mask, png: string, [x, y]: Point, value: number): Promise<void> {
  const { data, info } = await sharp(Buffer.from(png, 'base64'))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw new Unreadable('maskInFileDamaged')
    })
  const [left, top] = [Math.round(x), Math.round(y)]
  for (let row = 0; row < info.height; row++) {
    for (let column = 0; column < info.width; column++) {
      const [px, py] = [left + column, top + row]
      const inside = px >= 0 && py >= 0 && px < mask.width && py < mask.height
      if (inside && (data[(row * info.width + column) * info.channels] ?? 0) > 0)
        mask.data[py * mask.width + px] = value
    }
  }
}
