import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { PatientKey } from './deidentify/PatientKey.ts'
import { renamed } from './deidentify/renamed.ts'
import type { Found, ImportOptions, Rejected } from './Incoming.ts'
import { withLabelledShare } from './labelledPart.ts'
import { readSplitFile } from './layouts/fahsyu.ts'
import { layoutFor } from './layouts/index.ts'
import { stemOf } from './layouts/listFiles.ts'
import { unpack } from './unpack.ts'

/** What lies in the paths that someone wants to import. */
export interface Sources {
  readonly found: readonly Found[]
  /** What is refused before it is even opened. */
  readonly rejected: readonly Rejected[]
}

/** Where archives are unpacked, inside the study's cache. */
const scratch = (study: string) => join(study, 'cache', 'import')

/**
 * Finds the images in folders, zip archives and single files, and calls `use` with them; unpacked archives are
 * removed afterwards, those of an import that was killed before.
 */
export async function withSources<R>(
  study: string,
  paths: readonly string[],
  options: ImportOptions,
  use: (sources: Sources) => Promise<R>,
): Promise<R> {
  const temporary = scratch(study)
  await rm(temporary, { recursive: true, force: true })
  try {
    const found: Found[] = []
    const rejected: Rejected[] = []
    for (const [i, path] of paths.entries()) {
      const own = join(temporary, String(i))
      const archive = path.toLowerCase().endsWith('.zip') && (await stat(path)).isFile()
      const place = archive ? join(own, 'archive') : path
      if (archive) rejected.push(...(await unpack(path, place)))
      const layout = await layoutFor(options.layout, place)
      for (const item of await layout.find(place, options, join(own, 'frames'))) {
        if (item.refused === undefined) found.push(item)
        else rejected.push({ path: item.path, reason: item.refused })
      }
    }
    return await use({ found: await asWanted(found, options), rejected })
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** Under pseudonyms where the user wants or the files demand it, with the masks that are wanted. */
async function asWanted(
  found: readonly Found[],
  { deidentify, labelledList, labelledShare }: ImportOptions,
): Promise<Found[]> {
  const listed = labelledList === undefined ? undefined : await readSplitFile(labelledList)
  const named = listed
    ? found.map(({ mask, ...item }) => (mask && listed.has(stemOf(item.path)) ? { ...item, mask } : item))
    : [...found]
  const chosen = labelledShare ? withLabelledShare(named, labelledShare) : named
  if (deidentify) {
    const key = await PatientKey.open(deidentify.keyFile, deidentify.passphrase)
    const hidden = renamed(chosen, key)
    await key.save()
    return hidden
  }
  if (found.some(({ identified }) => identified)) throw new Failure('patientsNamed')
  return chosen
}
