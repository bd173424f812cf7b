import { Unreadable } from '../found/Unreadable.ts'
import type { Annotated } from './Annotations.ts'
import type { FormatName } from './formats.ts'
import { readAnnotations } from './readAnnotations.ts'

export interface AskedOfAnnotations {
  readonly path: string
  readonly format: FormatName
}

/** As many as an archive may hold entries. */
const MOST_IMAGES = 100_000

/** The images that a file of annotations names. Throws `Unreadable`. */
export async function listAnnotations({ path, format }: AskedOfAnnotations): Promise<readonly Annotated[]> {
  const { way, document } = await readAnnotations(path, format)
  const images = way.images(document)
  if (images.length > MOST_IMAGES)
    throw new Unreadable('tooManyImages', { images: images.length, most: MOST_IMAGES })
  return images
}
