import * as z from 'zod'
import { fillCocoPolygon } from '../../../../shared/domain/cocoPolygon.ts'
import { decompressed } from '../../../../shared/domain/cocoRle.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Annotated, Annotations } from './Annotations.ts'
import { drawEach, mustBeDrawnFor } from './drawEach.ts'
import { mustBeCorners, paintRuns } from './shapes.ts'

const rle = z.object({
  size: z.tuple([z.number().int().positive(), z.number().int().positive()]),
  counts: z.union([z.string(), z.array(z.number())]),
})
const shape = z.union([z.array(z.array(z.number())).min(1), rle])
/** Numbers, as COCO has them, or texts, as databases do. */
const id = z.union([z.number(), z.string()]).transform(String)
const length = z.number().nullish().catch(undefined)
const document = z.object({
  images: z.array(
    z.object({ id, file_name: z.string(), width: length, height: length, looked_at: z.unknown().optional() }),
  ),
  annotations: z.array(
    // A shape is looked at when it is drawn: copied with all the others it would take their memory twice.
    z.object({ image_id: id, category_id: id, segmentation: z.unknown().optional() }),
  ),
  categories: z.array(z.object({ id, name: z.string() })),
})
type Parsed = z.infer<typeof document>
type Annotation = Parsed['annotations'][number]

/** A file of it, read. */
export interface Coco {
  readonly images: Parsed['images']
  readonly drawn: ReadonlyMap<string, Parsed['annotations']>
  readonly names: ReadonlyMap<string, string>
}

/** COCO: polygons or run-length masks of many images. */
export const cocoAnnotations: Annotations<Coco> = {
  read(text) {
    const { images, annotations, categories } = document.parse(JSON.parse(text))
    // What is drawn on one would be drawn on the other as well.
    if (new Set(images.map((image) => image.id)).size < images.length)
      throw new Unreadable('annotationsDamaged')
    return {
      images,
      drawn: Map.groupBy(annotations, ({ image_id }) => image_id),
      names: new Map(categories.map((category) => [category.id, category.name])),
    }
  },
  images: (coco) =>
    coco.images.map((image): Annotated => {
      const own = coco.drawn.get(image.id) ?? []
      const labels = own.filter(hasShape).map(({ category_id }) => nameOf(coco, category_id))
      // An image without annotations may be one that nobody looked at: only our own files say which.
      const masked = own.length > 0 || image.looked_at === true
      return { image: image.file_name, labels: [...new Set(labels)], masked }
    }),
  draw(coco, place, size, classOf) {
    const image = coco.images[place]
    mustBeDrawnFor({ width: image?.width ?? 0, height: image?.height ?? 0 }, size)
    return drawEach(size, coco.drawn.get(image?.id ?? '') ?? [], (mask, annotation) =>
      drawOne(mask, annotation, () => classOf(nameOf(coco, annotation.category_id))),
    )
  },
}

/** A box says where a lesion lies, and not which pixels are it; programs that draw boxes leave an empty shape. */
const hasShape = ({ segmentation }: Annotation) =>
  segmentation !== undefined &&
  segmentation !== null &&
  !(Array.isArray(segmentation) && segmentation.length === 0)

const nameOf = ({ names }: Coco, category: string) => names.get(category) ?? category

function drawOne(mask: Mask, annotation: Annotation, classIn: () => number): void {
  if (!hasShape(annotation)) throw new Unreadable('boxWithoutOutline')
  const found = shape.safeParse(annotation.segmentation)
  if (!found.success) throw new Unreadable('maskInFileDamaged')
  const value = classIn()
  if (!Array.isArray(found.data)) drawRuns(mask, found.data, value)
  else {
    found.data.forEach(mustBeCorners)
    // Each polygon is a part of its own: COCO knows no holes in them.
    for (const corners of found.data) fillCocoPolygon(mask, corners, value)
  }
}

/** Runs of 0 and 1 in turn, down the columns. */
function drawRuns(mask: Mask, { size, counts }: z.infer<typeof rle>, value: number): void {
  const [height, width] = size
  mustBeDrawnFor({ width, height }, mask)
  const indexOf = (place: number) => (place % height) * width + Math.floor(place / height)
  paintRuns(mask, runsOf(counts), { total: width * height, indexOf, value })
}

function runsOf(counts: string | readonly number[]): readonly number[] {
  if (typeof counts !== 'string') return counts
  try {
    return decompressed(counts)
  } catch {
    throw new Unreadable('maskInFileDamaged')
  }
}
