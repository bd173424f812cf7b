import { dirname, relative } from 'node:path'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { FormatName } from '../annotations/formats.ts'
import type { Source } from '../found/Source.ts'
import { type Drawn, framesNamed } from './framesNamed.ts'
import { nearFile } from './nearFile.ts'

/** Files of annotations among all files, and what the images that they name are to be read as. */
interface Wanted {
  readonly format: FormatName
  readonly isOne: (path: string) => boolean | Promise<boolean>
  readonly namedFrom?: (image: string) => string
}

/**
 * The frames that files of annotations name, wherever these lie, each with what is drawn on it. Each image comes once: the
 * first file that names it counts.
 */
export async function framesOfFiles(
  source: Source,
  { format, isOne, namedFrom = (image) => image }: Wanted,
): Promise<Drawn[]> {
  const frames = new Map<string, Drawn>()
  for (const path of source.files) {
    if (!(await isOne(path))) continue
    const near = nearFile(source, relative(source.folder, dirname(path)))
    for (const frame of await framesNamed(source, path, format, (image) => near(namedFrom(image)))) {
      if (!frames.has(frame.path)) frames.set(frame.path, frame)
      else source.refuse(frame.mask?.path ?? path, reasonOf('imageTwice'))
    }
  }
  return [...frames.values()]
}
