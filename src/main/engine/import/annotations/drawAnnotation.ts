import type { DrawnMask } from '../found/Incoming.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Size } from './Annotations.ts'
import type { AskedOfAnnotations } from './listAnnotations.ts'
import { readAnnotations } from './readAnnotations.ts'

/** What is asked of one image of a file. */
export interface AskedOfImage extends AskedOfAnnotations {
  /** Among the images that the file lists. */
  readonly place: number
  readonly size: Size
  readonly classes: readonly (readonly [label: string, value: number])[]
}

/** What is drawn on an image, as classes. Throws `Unreadable`. */
export async function drawAnnotation({
  path,
  format,
  place,
  size,
  classes,
}: AskedOfImage): Promise<DrawnMask> {
  const { way, document } = await readAnnotations(path, format)
  const known = new Map(classes)
  return way.draw(document, place, size, (label) => {
    const value = known.get(label)
    // The file is another one than it was when its labels were asked for.
    if (value === undefined) throw new Unreadable('annotationsDamaged')
    return value
  })
}
