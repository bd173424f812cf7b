import type { Annotated } from './Annotations.ts'
import type { FormatName } from './formats.ts'
import { readAnnotations } from './readAnnotations.ts'

export interface AskedOfAnnotations {
  readonly path: string
  readonly format: FormatName
}

/** The images that a file of annotations names. Throws `Unreadable`. */
export async function listAnnotations({ path, format }: AskedOfAnnotations): Promise<readonly Annotated[]> {
  const { way, document } = await readAnnotations(path, format)
  return way.images(document)
}
