import { rm, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { decided } from './decided.ts'
import { PatientKey } from './deidentify/PatientKey.ts'
import { renamed } from './deidentify/renamed.ts'
import type { Found, ImportOptions, Rejected } from './found/Incoming.ts'
import { stemOf } from './found/listFiles.ts'
import { readSplitFile } from './layouts/fahsyu.ts'
import { layoutFor } from './layouts/index.ts'
import { unpack } from './unpack.ts'

/** What lies in the paths that someone wants to import. */
export interface Sources {
  readonly found: readonly Found[]
  /** What is refused before it is even opened. */
  readonly rejected: readonly Rejected[]
}

/**
 * Finds the images in folders, zip archives and single files, and calls `use` with them. What has to be unpacked goes
 * into `scratch`, which is removed afterwards, and before: an import that was killed may have left something.
 * Fails NOTHING_TO_IMPORT where there is nothing.
 */
export async function withSources<R>(
  scratch: string,
  paths: readonly string[],
  options: ImportOptions,
  use: (sources: Sources) => Promise<R>,
): Promise<R> {
  await rm(scratch, { recursive: true, force: true })
  try {
    const found: Found[] = []
    const rejected: Rejected[] = []
    for (const [i, path] of paths.entries()) {
      const own = join(scratch, String(i))
      const archive = path.toLowerCase().endsWith('.zip') && (await stat(path)).isFile()
      const place = archive ? join(own, 'archive') : path
      if (archive) rejected.push(...(await unpack(path, place)))
      const layout = await layoutFor(options.layout, place)
      for (const item of await layout.find(place, options, join(own, 'frames'))) {
        if (item.refused !== undefined) rejected.push({ path: item.path, reason: item.refused })
        else found.push({ ...item, key: keyOf(item.path, [place, own], paths.length > 1 ? `${i + 1}/` : '') })
      }
    }
    mustHold(found, rejected, paths)
    return await use({ found, rejected })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function keyOf(path: string, roots: readonly string[], prefix: string): string {
  const root = roots.find((r) => path !== r && path.startsWith(r))
  const inside = root === undefined ? basename(path) : relative(root, path)
  return prefix + inside.replaceAll('\\', '/')
}

function mustHold(found: readonly Found[], rejected: readonly Rejected[], paths: readonly string[]): void {
  if (found.length > 0 || rejected.length > 0) return
  throw new Failure('nothingToImport', { paths: [...paths] })
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
