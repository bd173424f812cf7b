import { lstat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { Annotated } from '../annotations/Annotations.ts'
import type { FormatName } from '../annotations/formats.ts'
import { apart } from '../apart/Apart.ts'
import type { MaskSource } from '../found/Incoming.ts'
import { refusalOf } from '../found/refusalOf.ts'
import type { Source } from '../found/Source.ts'

/** A frame with what is drawn on it, before anything else is known of it. */
export interface Drawn {
  readonly path: string
  readonly mask?: MaskSource
}

/** A file is read, and a mask of it drawn, within so many seconds and some for its size; more is an attack or a mistake. */
const SECONDS = 4
const SECONDS_PER_BYTE = 0.5e-6

async function secondsFor(path: string): Promise<number> {
  const size = await lstat(path).then(
    (found) => found.size,
    () => 0,
  )
  return SECONDS + Math.round(SECONDS_PER_BYTE * size)
}

/**
 * The frames that a file of annotations names, each once, with their masks, which are drawn when they are asked for.
 * What it names and the source does not hold is refused there, and the file itself where it cannot be read.
 * `namedFrom`: what an image's name is to be read as, where it is not below the source's folder.
 */
export async function framesNamed(
  source: Source,
  path: string,
  format: FormatName,
  namedFrom: (image: string) => string = (image) => image,
): Promise<Drawn[]> {
  const seconds = await secondsFor(path)
  const images = await imagesIn(source, { path, format }, seconds)
  const fileOf = filesMeant(
    source,
    images.map(({ image }) => namedFrom(image)),
  )
  const seen = new Set<string>()
  const frames: Drawn[] = []
  for (const [place, one] of images.entries()) {
    const file = fileOf[place] ?? reasonOf('imageNotThere', { image: one.image.slice(0, MOST_SHOWN) })
    const told = `${path} (${one.image.slice(0, MOST_SHOWN)})`
    if (typeof file !== 'string') source.refuse(told, file)
    else if (seen.has(file)) source.refuse(`${told}, ${place + 1}`, reasonOf('imageTwice'))
    else {
      seen.add(file)
      frames.push({
        path: file,
        ...(one.masked ? { mask: maskOf({ path, format, place }, one, file, seconds) } : {}),
      })
    }
  }
  return frames
}

const MOST_SHOWN = 200

/**
 * The file that each name means, or why none. The path is the name: who is named by its whole path is meant by no other
 * name, and a file that several names might mean is meant by none of them.
 */
function filesMeant(source: Source, names: readonly string[]): (string | Reason)[] {
  const files = names.map((name) => source.named(name))
  const isWhole = names.map((name) => source.names(name))
  const whole = new Set(files.filter((_, i) => isWhole[i]))
  const inPart = new Map<string | Reason, Set<string>>()
  for (const [i, file] of files.entries())
    if (!isWhole[i]) inPart.set(file, (inPart.get(file) ?? new Set()).add(names[i] ?? ''))
  return files.map((file, i) => {
    if (typeof file !== 'string' || isWhole[i]) return file
    const image = (names[i] ?? '').slice(0, MOST_SHOWN)
    if (whole.has(file)) return reasonOf('imageNotThere', { image })
    return (inPart.get(file)?.size ?? 0) > 1 ? reasonOf('imageNotOne', { image }) : file
  })
}

async function imagesIn(
  source: Source,
  asked: { path: string; format: FormatName },
  seconds: number,
): Promise<readonly Annotated[]> {
  try {
    return await apart.run('listAnnotations', asked, seconds)
  } catch (error) {
    source.refuse(asked.path, refusalOf(error))
    return []
  }
}

function maskOf(
  asked: { path: string; format: FormatName; place: number },
  { labels }: Annotated,
  frame: string,
  seconds: number,
): MaskSource {
  return {
    path: `${asked.path} (${basename(frame)})`,
    labels,
    draw: (size, classOf) => {
      const classes = labels.map((label) => [label, classOf(label)] as const)
      return apart.run(
        'drawAnnotation',
        { ...asked, size: { width: size.width, height: size.height }, classes },
        seconds,
      )
    },
  }
}

/** Whose annotations a JSON file holds; a file that cannot even be opened is refused. */
export async function jsonKindOf(source: Source, path: string): Promise<'coco' | 'labelme' | 'other'> {
  try {
    return await apart.run('kindOfJson', { path }, await secondsFor(path))
  } catch (error) {
    source.refuse(path, refusalOf(error))
    return 'other'
  }
}
