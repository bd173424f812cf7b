import * as z from 'zod'
import { Unreadable } from '../found/Unreadable.ts'
import type { Annotated, Annotations } from './Annotations.ts'
import { drawEach, mustBeDrawnFor } from './drawEach.ts'
import { drawnResults } from './labelStudioShapes.ts'

const annotation = z.object({ result: z.array(z.unknown()), was_cancelled: z.unknown().optional() })
const document = z.array(
  z.object({ data: z.record(z.string(), z.unknown()), annotations: z.array(annotation).default([]) }),
)
/** One thing that somebody said of an image; its labels stand in `value` under the name of its type. */
const result = z.object({
  type: z.string(),
  original_width: z.number().optional(),
  original_height: z.number().optional(),
  value: z.record(z.string(), z.unknown()),
})
type Result = z.infer<typeof result>

export interface Task {
  readonly image: string
  /** Of each person who finished it. */
  readonly results: readonly (readonly unknown[])[]
}

/** Label Studio's JSON: brushes, polygons, rectangles and ellipses of many images. */
export const labelStudioAnnotations: Annotations<readonly Task[]> = {
  read: (text) =>
    document.parse(JSON.parse(text)).map(({ data, annotations }) => ({
      image: imageOf(data),
      results: annotations.filter(({ was_cancelled }) => was_cancelled !== true).map((one) => one.result),
    })),
  images: (tasks) =>
    tasks.map(({ image, results }): Annotated => {
      const labels = (results[0] ?? []).flatMap((one) => labelOf(result.safeParse(one).data) ?? [])
      // Who finished without a shape found nothing.
      return { image, labels: [...new Set(labels)], masked: results.length > 0 }
    }),
  draw(tasks, place, size, classOf) {
    const [first = [], ...others] = tasks[place]?.results ?? []
    const drawn = first.map((one) => () => drawOne(one))
    // What a second person drew on the same image is another mask.
    const further = others.slice(0, 1).map(() => (): undefined => {
      throw new Unreadable('imageTwice')
    })
    const looked = first.length === 0 ? [() => undefined] : []
    return drawEach(size, [...looked, ...drawn, ...further], (mask, draw) => draw()?.(mask))

    function drawOne(one: unknown) {
      const found = result.safeParse(one)
      if (!found.success) throw new Unreadable('maskInFileDamaged')
      const { original_width: width, original_height: height } = found.data
      mustBeDrawnFor({ width, height }, size)
      return drawingOf(found.data, classOf)
    }
  },
}

const MOST_SHOWN = 40

function drawingOf(one: Result, classOf: (label: string) => number) {
  const { type, value } = one
  const draw = Object.hasOwn(drawnResults, type) ? drawnResults[type as keyof typeof drawnResults] : undefined
  const label = labelOf(one)
  if (draw && label !== undefined) return draw(value, classOf(label))
  const said = value[type]
  if (Array.isArray(said) && type === 'choices')
    throw new Unreadable('tagWithoutArea', { tag: said.join(', ').slice(0, MOST_SHOWN) })
  throw new Unreadable('shapeWithoutArea', { shape: type.slice(0, MOST_SHOWN) })
}

/** Of what is drawn; what says something of the whole image has none. */
function labelOf(one: Result | undefined): string | undefined {
  if (!one || !Object.hasOwn(drawnResults, one.type)) return undefined
  const labels = one.value[one.type]
  const label: unknown = Array.isArray(labels) ? labels[0] : undefined
  return typeof label === 'string' ? label : undefined
}

/** The image among what a task shows: a path, an address, or a file in a folder that Label Studio was told of. */
function imageOf(data: Readonly<Record<string, unknown>>): string {
  const texts = Object.values(data).filter((value) => typeof value === 'string')
  const address = texts.find((text) => /\.(png|jpe?g|webp|tiff?|bmp)$/i.test(text)) ?? texts[0] ?? ''
  const path = address.replace(/^.*\?d=/, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
