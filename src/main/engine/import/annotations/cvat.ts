import * as z from 'zod'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { NO_LESION } from '../../../../shared/domain/noLesion.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Annotated, Annotations } from './Annotations.ts'
import { type DrawCvat, drawnShapes } from './cvatShapes.ts'
import { type Element, elementsOf } from './cvatXml.ts'
import { drawEach, mustBeDrawnFor } from './drawEach.ts'

/** What may stand within an image and is nothing drawn. */
const NOT_DRAWN = ['attribute', 'tag']

const size = z.coerce.number().int().nonnegative().catch(0)
const image = z.object({ name: z.string(), width: size, height: size })

export interface Image extends z.infer<typeof image> {
  /** From the lowest to the one on top. */
  readonly shapes: readonly Element[]
  readonly tags: readonly string[]
}

/** "CVAT for images 1.1": polygons, boxes, ellipses and masks of many images. */
export const cvatAnnotations: Annotations<readonly Image[]> = {
  read(text) {
    const root = elementsOf(text).find(({ name }) => name === 'annotations')
    if (!root) throw new Unreadable('annotationsDamaged')
    const images = root.within.filter(({ name }) => name === 'image').map(imageOf)
    if (images.length === 0 && root.within.some(({ name }) => name === 'track'))
      throw new Unreadable('annotationsOfFilm')
    return images
  },
  images: (found) =>
    found.map(({ name, shapes, tags }): Annotated => {
      const labels = shapes.filter(isDrawn).flatMap(({ attributes }) => attributes['label'] ?? [])
      // A tag stands for the whole image and says nothing of its pixels, unless it says that there is nothing.
      return { image: name, labels: [...new Set(labels)], masked: shapes.length + tags.length > 0 }
    }),
  draw(found, place, frame, classOf) {
    const { shapes = [], tags = [], ...declared } = found[place] ?? {}
    mustBeDrawnFor(declared, frame)
    const pictured = tags.filter((tag) => tag !== NO_LESION).map((tag) => ({ tag }))
    return drawEach(
      frame,
      [...shapes, ...pictured, ...(tags.includes(NO_LESION) ? [undefined] : [])],
      (mask, one) => {
        if (one === undefined) return
        if ('tag' in one) throw new Unreadable('tagWithoutArea', { tag: one.tag.slice(0, MOST_SHOWN) })
        drawOne(mask, one, classOf)
      },
    )
  },
}

const MOST_SHOWN = 40

function imageOf({ attributes, within }: Element): Image {
  const shapes = within.filter(({ name }) => !NOT_DRAWN.includes(name))
  const level = ({ attributes: { z_order = '0' } }: Element) => Number(z_order) || 0
  const tags = within.filter(({ name }) => name === 'tag').map((tag) => tag.attributes['label'] ?? '')
  // Sorting keeps the file's order among those of one level.
  return { ...image.parse(attributes), shapes: shapes.sort((a, b) => level(a) - level(b)), tags }
}

const isDrawn = ({ name }: Element) => Object.hasOwn(drawnShapes, name)

function drawOne(mask: Mask, { name, attributes }: Element, classOf: (label: string) => number): void {
  const draw: DrawCvat | undefined = Object.hasOwn(drawnShapes, name)
    ? drawnShapes[name as keyof typeof drawnShapes]
    : undefined
  if (!draw) throw new Unreadable('shapeWithoutArea', { shape: name.slice(0, MOST_SHOWN) })
  const { label } = attributes
  if (label === undefined) throw new Unreadable('maskInFileDamaged')
  draw(mask, attributes, () => classOf(label))
}
