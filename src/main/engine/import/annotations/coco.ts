import * as z from 'zod'
import { decompressed } from '../../../../shared/domain/cocoRle.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Annotated, Annotations } from './Annotations.ts'
import { paintPolygon, paintRuns, unpainted } from './shapes.ts'

const rle = z.object({
  size: z.tuple([z.number().int().positive(), z.number().int().positive()]),
  counts: z.union([z.string(), z.array(z.number())]),
})
const shape = z.union([z.array(z.array(z.number())), rle])
const document = z.object({
  images: z.array(z.object({ id: z.number(), file_name: z.string() })),
  annotations: z.array(
    // A shape is looked at when it is drawn: copied with all the others it would take their memory twice.
    z.object({ image_id: z.number(), category_id: z.number(), segmentation: z.unknown().optional() }),
  ),
  categories: z.array(z.object({ id: z.number(), name: z.string() })),
})
type Parsed = z.infer<typeof document>

/** A file of it, read. */
export interface Coco {
  readonly images: Parsed['images']
  readonly drawn: ReadonlyMap<number, Parsed['annotations']>
  readonly names: ReadonlyMap<number, string>
}

/** COCO: polygons or run-length masks of many images. */
export const cocoAnnotations: Annotations<Coco> = {
  read(text) {
    const { images, annotations, categories } = document.parse(JSON.parse(text))
    return {
      images,
      drawn: Map.groupBy(annotations, (a) => a.image_id),
      names: new Map(categories.map(({ id, name }) => [id, name])),
    }
  },
  images: (coco) =>
    coco.images.map(({ id, file_name }): Annotated => {
      const own = coco.drawn.get(id)
      const labels = (own ?? []).filter(hasShape).map(({ category_id }) => nameOf(coco, category_id))
      return { image: file_name, labels: [...new Set(labels)], masked: own !== undefined }
    }),
  draw(coco, place, size, classOf) {
    const mask = unpainted(size)
    for (const annotation of coco.drawn.get(coco.images[place]?.id ?? Number.NaN) ?? []) {
      if (!hasShape(annotation)) continue
      const found = shape.safeParse(annotation.segmentation)
      if (!found.success) throw new Unreadable('maskInFileDamaged')
      const value = classOf(nameOf(coco, annotation.category_id))
      // Each polygon is a part of its own: COCO knows no holes in them.
      if (Array.isArray(found.data)) for (const corners of found.data) paintPolygon(mask, corners, value)
      else drawRuns(mask, found.data, value)
    }
    return mask
  },
}

const hasShape = ({ segmentation }: Parsed['annotations'][number]) =>
  segmentation !== undefined && segmentation !== null

const nameOf = ({ names }: Coco, category: number) => names.get(category) ?? String(category)

/** Runs of 0 and 1 in turn, down the columns. */
function drawRuns(mask: Mask, { size, counts }: z.infer<typeof rle>, value: number): void {
  const [height, width] = size
  if (width !== mask.width || height !== mask.height)
    throw new Unreadable('maskInFileOtherSize', {
      width,
      height,
      frameWidth: mask.width,
      frameHeight: mask.height,
    })
  const total = width * height
  const indexOf = (place: number) => (place % height) * width + Math.floor(place / height)
  if (paintRuns(mask, runsOf(counts), { total, indexOf, value }) !== total)
    throw new Unreadable('maskInFileDamaged')
}

function runsOf(counts: string | readonly number[]): readonly number[] {
  if (typeof counts !== 'string') return counts
  try {
    return decompressed(counts)
  } catch {
    throw new Unreadable('maskInFileDamaged')
  }
}
