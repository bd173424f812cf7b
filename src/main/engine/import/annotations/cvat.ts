import { XMLParser, XMLValidator } from 'fast-xml-parser'
import * as z from 'zod'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Annotated, Annotations } from './Annotations.ts'
import { paintPolygon, paintRuns, unpainted } from './shapes.ts'

const number = z.coerce.number()
const polygon = z.object({ label: z.string(), points: z.string() })
const box = z.object({ label: z.string(), xtl: number, ytl: number, xbr: number, ybr: number })
const whole = number.int().nonnegative()
const runs = z.object({
  label: z.string(),
  rle: z.string(),
  left: whole,
  top: whole,
  width: whole.positive(),
  height: whole.positive(),
})
const image = z.object({
  name: z.string(),
  polygon: z.array(polygon).default([]),
  box: z.array(box).default([]),
  mask: z.array(runs).default([]),
})
const document = z.object({ annotations: z.object({ image: z.array(image).default([]) }) })
type Image = z.infer<typeof image>

/** Only the five entities that every XML knows, of which a file may hold any number. */
const ENTITIES = {
  enabled: true,
  maxTotalExpansions: Number.POSITIVE_INFINITY,
  maxExpandedLength: Number.POSITIVE_INFINITY,
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: ENTITIES,
  isArray: (name) => ['image', 'polygon', 'box', 'mask'].includes(name),
})

/** "CVAT for images 1.1": polygons, boxes and masks of many images. */
export const cvatAnnotations: Annotations<readonly Image[]> = {
  read(text) {
    // CVAT declares no entities of its own; who does, makes a little text become a lot.
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Unreadable('annotationsDamaged')
    // The parser makes something of every text, and loses images where a bracket is damaged.
    if (XMLValidator.validate(text) !== true) throw new Unreadable('annotationsDamaged')
    return document.parse(parser.parse(text)).annotations.image
  },
  images: (found) =>
    found.map(({ name, ...shapes }): Annotated => {
      const all = [...shapes.polygon, ...shapes.box, ...shapes.mask]
      return { image: name, labels: [...new Set(all.map(({ label }) => label))], masked: all.length > 0 }
    }),
  draw(found, place, size, classOf) {
    const mask = unpainted(size)
    const { polygon: polygons, box: boxes, mask: masks } = found[place] ?? { polygon: [], box: [], mask: [] }
    for (const { label, xtl, ytl, xbr, ybr } of boxes)
      paintPolygon(mask, [xtl, ytl, xbr, ytl, xbr, ybr, xtl, ybr], classOf(label))
    for (const { label, points } of polygons)
      paintPolygon(mask, points.split(/[;,]/).map(Number), classOf(label))
    for (const entry of masks) drawRuns(mask, entry, classOf(entry.label))
    return mask
  },
}

/** Runs of 0 and 1 in turn, row by row within the box; the last may be left out. */
function drawRuns(mask: Mask, { rle, left, top, width, height }: Image['mask'][number], value: number): void {
  if (left + width > mask.width || top + height > mask.height) throw new Unreadable('maskInFileDamaged')
  const indexOf = (place: number) => (top + Math.floor(place / width)) * mask.width + left + (place % width)
  paintRuns(mask, rle.split(',').map(Number), { total: width * height, indexOf, value })
}
