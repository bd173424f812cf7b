import sharp from 'sharp'
import { fillClosedPolygon, pixelLineOf } from '../../../../shared/domain/closedPolygon.ts'
import { boxOf, type Contour, cornersOf, partsOf, regionsOf } from '../../../../shared/domain/contours.ts'
import { IGNORE } from '../../../../shared/domain/labelClass.ts'
import { emptyMask, type Mask } from '../../../../shared/domain/mask.ts'
import type { Exporter } from './Exporter.ts'

/**
 * LabelMe: a JSON beside each image. Parts are polygons through the middles of their outermost pixels where labelme, which
 * paints its lines as well, fills these to the same pixels, and `mask` shapes where they have holes or touch themselves.
 */
export const labelmeExporter: Exporter = {
  name: 'labelme',
  begin: ({ sink, classes, images }) => ({
    async add(frame) {
      const file = `${frame.stem}.${frame.extension}`
      if (images) await sink.write(file, await frame.image())
      if (!frame.mask) return
      const shapes: object[] = []
      for (const [value, { name }] of [...classes.entries()].slice(1))
        shapes.push(...(await shapesOf(frame.mask, value, name)))
      shapes.push(...(await shapesOf(frame.mask, IGNORE, 'ignore')))
      const content = {
        version: '5.5.0',
        flags: {},
        shapes,
        imagePath: file,
        imageData: null,
        imageHeight: frame.height,
        imageWidth: frame.width,
      }
      await sink.write(`${frame.stem}.json`, JSON.stringify(content, null, 1))
    },
    finish: async () => {},
  }),
}

async function shapesOf(mask: Mask, value: number, label: string): Promise<object[]> {
  const { labels } = partsOf(mask, value)
  const shapes: object[] = []
  for (const { outer, holes, part } of regionsOf(mask, value)) {
    const base = { label, group_id: null, description: '', flags: {} }
    const line = pixelLineOf(outer)
    if (holes.length === 0 && isFilledTo(line, mask, (i) => labels[i] === part))
      shapes.push({ ...base, shape_type: 'polygon', points: cornersOf(line), mask: null })
    else shapes.push({ ...base, ...(await maskShape(outer, (i) => labels[i] === part, mask.width)) })
  }
  return shapes
}

/** Whether a line, filled as labelme fills it, gives these pixels and no others. */
function isFilledTo(line: Contour, { width, height }: Mask, inside: (pixel: number) => boolean): boolean {
  const filled = emptyMask(width, height)
  fillClosedPolygon(filled, line, 1)
  return filled.data.every((value, i) => (value === 1) === inside(i))
}

async function maskShape(outer: Contour, inside: (pixel: number) => boolean, stride: number) {
  const [x, y, width, height] = boxOf(outer)
  const data = Buffer.alloc(width * height)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      data[row * width + column] = inside((y + row) * stride + x + column) ? 255 : 0
  const png = await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer()
  const points = [
    [x, y],
    [x + width - 1, y + height - 1],
  ]
  return { shape_type: 'mask', points, mask: png.toString('base64') }
}
