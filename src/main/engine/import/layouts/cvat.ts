import { readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import * as z from 'zod'
import { emptyMask, type Mask } from '../../../../shared/domain/mask.ts'
import { fillPolygons } from '../../../../shared/domain/polygon.ts'
import { placed } from '../found/grouping.ts'
import { isImageName, listFiles } from '../found/listFiles.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Layout } from './Layout.ts'

const number = z.coerce.number()
const polygon = z.object({ label: z.string(), points: z.string() })
const box = z.object({ label: z.string(), xtl: number, ytl: number, xbr: number, ybr: number })
const runs = z.object({
  label: z.string(),
  rle: z.string(),
  left: number,
  top: number,
  width: number,
  height: number,
})
const image = z.object({
  name: z.string(),
  polygon: z.array(polygon).default([]),
  box: z.array(box).default([]),
  mask: z.array(runs).default([]),
})
const document = z.object({ annotations: z.object({ image: z.array(image).default([]) }) })
type Image = z.infer<typeof image>

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: true,
  isArray: (name) => ['image', 'polygon', 'box', 'mask'].includes(name),
})

/** "CVAT for images 1.1": `annotations.xml` with polygons, boxes and masks, beside the images or over `images/`. */
export const cvatLayout: Layout = {
  name: 'cvat',
  recognises: async (folder) => (await readAnnotations(folder)).length > 0,
  async find(folder, options) {
    const images = await readAnnotations(folder)
    const files = (await listFiles(folder, 'any')).filter(isImageName)
    const byName = new Map(
      files.flatMap((path) => [relative(folder, path), basename(path)].map((n) => [n, path])),
    )
    const frames = images.map((entry) => {
      const { name } = entry
      const path = byName.get(name) ?? byName.get(basename(name)) ?? join(folder, basename(name))
      const mask = {
        path: `annotations.xml (${entry.name})`,
        labels: [...entry.polygon, ...entry.box, ...entry.mask].map(({ label }) => label),
        draw: async (frame: { width: number; height: number }, classOf: (label: string) => number) =>
          drawAll(entry, frame, classOf),
      }
      const painted = entry.polygon.length + entry.box.length + entry.mask.length > 0
      return { path, ...(painted ? { mask } : {}) }
    })
    return placed(folder, frames, options.groupBy)
  },
}

async function readAnnotations(folder: string): Promise<Image[]> {
  const text = await readFile(join(folder, 'annotations.xml'), 'utf8').catch(() => '')
  try {
    const parsed = document.safeParse(parser.parse(text))
    return parsed.success ? parsed.data.annotations.image : []
  } catch {
    return []
  }
}

function drawAll(
  { polygon: polygons, box: boxes, mask: masks }: Image,
  { width, height }: { width: number; height: number },
  classOf: (label: string) => number,
): Mask {
  const mask = emptyMask(width, height)
  for (const { label, xtl, ytl, xbr, ybr } of boxes)
    fillPolygons(mask, [[xtl, ytl, xbr, ytl, xbr, ybr, xtl, ybr]], classOf(label))
  for (const { label, points } of polygons)
    fillPolygons(mask, [points.split(/[;,]/).map(Number)], classOf(label))
  for (const entry of masks) drawRuns(mask, entry, classOf(entry.label))
  return mask
}

/** Runs of 0 and 1 in turn, row by row within the box. */
function drawRuns(mask: Mask, { rle, left, top, width, height }: Image['mask'][number], value: number): void {
  const lengths = rle.split(',').map(Number)
  const total = lengths.reduce((sum, n) => sum + n, 0)
  const inside = left >= 0 && top >= 0 && left + width <= mask.width && top + height <= mask.height
  if (!inside || !(total <= width * height)) throw new Unreadable('maskInFileDamaged')
  let at = 0
  lengths.forEach((length, i) => {
    for (let p = at; i % 2 === 1 && p < at + length; p++)
      mask.data[(top + Math.floor(p / width)) * mask.width + left + (p % width)] = value
    at += length
  })
}
