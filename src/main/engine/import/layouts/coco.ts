import { readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import * as z from 'zod'
import { decompressed, fromCounts } from '../../../../shared/domain/cocoRle.ts'
import { emptyMask, type Mask } from '../../../../shared/domain/mask.ts'
import { fillPolygons } from '../../../../shared/domain/polygon.ts'
import { placed } from '../found/grouping.ts'
import type { Found, ImportOptions } from '../found/Incoming.ts'
import { isImageName, listFiles } from '../found/listFiles.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Layout } from './Layout.ts'

const rle = z.object({
  size: z.tuple([z.number().int().positive(), z.number().int().positive()]),
  counts: z.union([z.string(), z.array(z.number())]),
})
const document = z.object({
  images: z.array(z.object({ id: z.number(), file_name: z.string() })),
  annotations: z.array(
    z.object({
      image_id: z.number(),
      category_id: z.number(),
      segmentation: z.union([z.array(z.array(z.number())), rle]).optional(),
    }),
  ),
  categories: z.array(z.object({ id: z.number(), name: z.string() })),
})
type Coco = z.infer<typeof document>
type Annotation = Coco['annotations'][number]

/** COCO: one JSON file with polygons or run-length masks, beside the images or in `annotations/`. */
export const cocoLayout: Layout = {
  name: 'coco',
  recognises: async (folder) => (await annotationFiles(folder)).length > 0,
  async find(folder, options) {
    const paths = (await listFiles(folder, 'any')).filter(isImageName)
    const byName = new Map(
      paths.flatMap((path) => [relative(folder, path), basename(path)].map((n) => [n, path])),
    )
    const found: Found[] = []
    for (const file of await annotationFiles(folder))
      found.push(...(await findIn(folder, file, byName, options)))
    return found
  },
}

/** JSON files that say they are COCO; whether they are is checked when they are read. */
async function annotationFiles(folder: string): Promise<string[]> {
  const top = await listFiles(folder, 'top').catch(() => [])
  const inner = await listFiles(join(folder, 'annotations'), 'top').catch(() => [])
  const found: string[] = []
  for (const path of [...top, ...inner].filter((p) => p.endsWith('.json'))) {
    const text = await readFile(path, 'utf8').catch(() => '')
    if (text.includes('"annotations"') && text.includes('"categories"')) found.push(path)
  }
  return found
}

async function findIn(
  folder: string,
  file: string,
  byName: ReadonlyMap<string, string>,
  options: ImportOptions,
): Promise<Found[]> {
  const coco = await read(file)
  const names = new Map(coco.categories.map(({ id, name }) => [id, name]))
  const annotations = Map.groupBy(coco.annotations, (a) => a.image_id)
  const frames = coco.images.map(({ id, file_name }) => {
    const drawn = annotations.get(id)
    const path = byName.get(file_name) ?? byName.get(basename(file_name)) ?? join(folder, file_name)
    const mask = {
      path: `${file} (${basename(path)})`,
      labels: (drawn ?? []).flatMap(({ segmentation, category_id }) =>
        segmentation ? [nameOf(names, category_id)] : [],
      ),
      draw: async (frame: { width: number; height: number }, classOf: (label: string) => number) =>
        drawAll(drawn ?? [], names, frame, classOf),
    }
    return { path, ...(drawn ? { mask } : {}) }
  })
  return placed(folder, frames, options.groupBy)
}

async function read(file: string): Promise<Coco> {
  try {
    return document.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return { images: [], annotations: [], categories: [] }
  }
}

const nameOf = (names: ReadonlyMap<number, string>, category: number) =>
  names.get(category) ?? String(category)

function drawAll(
  annotations: readonly Annotation[],
  names: ReadonlyMap<number, string>,
  { width, height }: { width: number; height: number },
  classOf: (label: string) => number,
): Mask {
  const mask = emptyMask(width, height)
  for (const { segmentation, category_id } of annotations) {
    if (!segmentation) continue
    const value = classOf(nameOf(names, category_id))
    // Each polygon is a part of its own: COCO knows no holes in them.
    if (Array.isArray(segmentation)) for (const polygon of segmentation) fillPolygons(mask, [polygon], value)
    else drawRuns(mask, segmentation, value)
  }
  return mask
}

function drawRuns(mask: Mask, { size, counts }: z.infer<typeof rle>, value: number): void {
  const [height, width] = size
  if (width !== mask.width || height !== mask.height)
    throw new Unreadable('maskInFileOtherSize', {
      width,
      height,
      frameWidth: mask.width,
      frameHeight: mask.height,
    })
  try {
    const { data } = fromCounts(typeof counts === 'string' ? decompressed(counts) : counts, width, height)
    for (let i = 0; i < data.length; i++) if (data[i] === 1) mask.data[i] = value
  } catch {
    throw new Unreadable('maskInFileDamaged')
  }
}
