import { stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { Failure, type FailureCode } from '../../../shared/contract/failure.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { decided } from './decided.ts'
import { PatientKey } from './deidentify/PatientKey.ts'
import { renamed } from './deidentify/renamed.ts'
import type { Found, ImportOptions, Rejected } from './found/Incoming.ts'
import { stemOf } from './found/listFiles.ts'
import { Source } from './found/Source.ts'
import { readSplitFile } from './found/splitFile.ts'
import { foundIn } from './foundIn.ts'
import { Archive } from './unpacked/Archive.ts'
import { Scratch } from './unpacked/Scratch.ts'

/** What lies in the paths that someone wants to import. */
export interface Sources {
  readonly found: readonly Found[]
  /** Masks whose frames are not among these. */
  readonly alone: readonly Found[]
  /** What is refused before it is even opened. */
  readonly rejected: readonly Rejected[]
  /** What people are told a path is: of an unpacked file, its place in the archive. */
  told(path: string): string
}

/**
 * Finds the images in folders, zip archives and single files, and calls `use` with them. What has to be unpacked goes
 * into a place of this import's own, which is removed afterwards. A path that cannot be read at all is refused by name
 * where there are others. Fails NOTHING_TO_IMPORT where there is nothing.
 */
export async function withSources<R>(
  study: string | undefined,
  paths: readonly string[],
  options: ImportOptions,
  use: (sources: Sources) => Promise<R>,
): Promise<R> {
  const scratch = new Scratch(study)
  try {
    const found: Found[] = []
    const alone: Found[] = []
    const rejected: Rejected[] = []
    const failures: Failure[] = []
    const unpacked = new Map<string, string>()
    const told = (path: string) => toldOf(path, unpacked)
    for (const [i, path] of paths.entries()) {
      const count = () => found.length + alone.length + rejected.length
      const before = count()
      try {
        const { place, roots, refused } = await opened(path, scratch, String(i))
        if (place !== path) unpacked.set(place, basename(path))
        rejected.push(...refused)
        const source = await Source.open(place, async () => join(await scratch.folder(), String(i), 'frames'))
        for (const item of await foundIn(source, options)) {
          if (item.elsewhere) alone.push(item)
          else if (item.refused !== undefined) source.refuse(item.path, item.refused)
          else if (!source.hasRefused(item.path))
            found.push({ ...item, key: keyOf(item.path, roots(), paths.length > 1 ? `${i + 1}/` : '') })
        }
        for (const { path: own, reason } of source.rejected) rejected.push({ path: told(own), reason })
        if (count() === before) throw new Failure('nothingToImport', { paths: [path] })
      } catch (error) {
        const failure = failureOf(error)
        if (!OF_ONE_PATH.has(failure.code)) throw failure
        failures.push(failure)
        rejected.push({ path, reason: failure.reason })
      }
    }
    // What nothing came of ends the import as what it is, not as a report of nothing.
    const [first] = failures
    if (first && failures.length === found.length + alone.length + rejected.length) throw first
    return await use({ found, alone, rejected, told })
  } finally {
    await scratch.remove()
  }
}

/** What one path fails for, while others may hold something. */
const OF_ONE_PATH: ReadonlySet<FailureCode> = new Set(['FOLDER_UNREADABLE', 'NOTHING_TO_IMPORT'])

interface Opened {
  /** Where its files lie. */
  readonly place: string
  readonly refused: readonly Rejected[]
  /** Folders that keys begin below. */
  roots(): string[]
}

/** A path as it is, or what of an archive could be unpacked. */
async function opened(path: string, scratch: Scratch, number: string): Promise<Opened> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
  if (!isFile || !path.toLowerCase().endsWith('.zip'))
    return { place: path, refused: [], roots: () => [path, ...scratch.below(number)] }
  const archive = await Archive.open(path)
  try {
    const own = join(await scratch.folder(archive.bytes), number)
    const place = join(own, 'archive')
    await archive.unpackInto(place)
    return { place, refused: archive.rejected, roots: () => [place, own] }
  } finally {
    archive.close()
  }
}

/** `set.zip!images/a.png` for what was unpacked of an archive: where it lay for a moment tells nobody anything. */
function toldOf(path: string, unpacked: ReadonlyMap<string, string>): string {
  for (const [place, archive] of unpacked)
    if (path.startsWith(place + sep)) return `${archive}!${path.slice(place.length + 1).replaceAll(sep, '/')}`
  return path
}

function keyOf(path: string, roots: readonly string[], prefix: string): string {
  const root = roots.find((r) => path !== r && path.startsWith(r))
  const inside = root === undefined ? basename(path) : relative(root, path)
  return prefix + inside.replaceAll('\\', '/')
}

/** As a person decided, under pseudonyms where they want it or the files demand it, with the masks that are wanted. */
export async function asWanted(found: readonly Found[], options: ImportOptions): Promise<Found[]> {
  const { deidentify, labelledList } = options
  const listed = labelledList === undefined ? undefined : await readSplitFile(labelledList)
  const named = listed
    ? found.map(({ mask, ...item }) => (mask && listed.has(stemOf(item.path)) ? { ...item, mask } : item))
    : found
  const assigned = decided(named, options)
  if (deidentify) {
    const key = await PatientKey.open(deidentify.keyFile, deidentify.passphrase)
    const hidden = renamed(assigned, key)
    await key.save()
    return hidden
  }
  if (found.some(({ identified }) => identified)) throw new Failure('patientsNamed')
  return assigned
}
