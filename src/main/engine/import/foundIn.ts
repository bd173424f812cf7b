import { dirname } from 'node:path'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import type { Found, ImportOptions } from './found/Incoming.ts'
import { isImageName } from './found/listFiles.ts'
import { numbered } from './found/numbered.ts'
import type { Source } from './found/Source.ts'
import { layoutNamed, layouts } from './layouts/index.ts'

/** Layouts whose files come from devices: nobody lists them, so pictures beside them are pictures like others. */
const FROM_DEVICES: ReadonlySet<string> = new Set(['dicom', 'video'])

/**
 * All that lies in a source. Each part of it is read by the first layout that knows it; pictures that then remain come
 * in as they are where frames lie beside them, and else are named by their folder: they may be anything, masks too.
 */
export async function foundIn(source: Source, options: ImportOptions): Promise<Found[]> {
  if (options.layout !== 'auto') return layoutNamed(options.layout).find(source, options)
  const parts: Found[][] = []
  const names: string[] = []
  let rest = source
  for (const layout of layouts) {
    if (layout.name === 'folder' || !(await layout.recognises(rest))) continue
    const found = await layout.find(rest, options)
    if (found.length === 0) continue
    names.push(layout.name)
    parts.push(found)
    rest = without(rest, found)
  }
  const folder = layoutNamed('folder')
  const [first] = parts
  if (!first) return folder.find(rest, options)
  const loose = rest.files.filter((path) => isImageName(path) && !source.hasRefused(path))
  if (loose.length === 0 && parts.length === 1) return first
  const frames = new Set(parts.flat().map(({ path }) => dirname(path)))
  const areAll = names.every((name) => FROM_DEVICES.has(name))
  const own = loose.filter((path) => areAll || frames.has(dirname(path)))
  for (const [place, files] of Map.groupBy(loose, dirname))
    if (!areAll && !frames.has(place)) source.refuse(place, reasonOf('notOfSet', { count: files.length }))
  if (own.length > 0) parts.push(await folder.find(source.part(own), options))
  return parts.length === 1 ? first : numbered(parts.flat())
}

/** The files that a layout left. */
function without(source: Source, found: readonly Found[]): Source {
  const taken = new Set<string>()
  for (const { path, mask } of found)
    for (const one of [path, mask?.path ?? path]) taken.add(one).add(one.replace(PART, ''))
  return source.part(source.files.filter((path) => !taken.has(path) && !source.hasRefused(path)))
}

/** What stands behind the path of a file that holds several frames, or the masks of several. */
const PART = / \([^()]*\)$/
