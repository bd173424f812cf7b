import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Found, ImportOptions, Rejected } from './Incoming.ts'
import { layoutFor } from './layouts/index.ts'
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
      const archive = path.toLowerCase().endsWith('.zip') && (await stat(path)).isFile()
      const place = archive ? join(temporary, String(i)) : path
      if (archive) rejected.push(...(await unpack(path, place)))
      found.push(...(await (await layoutFor(options.layout, place)).find(place, options)))
    }
    return await use({ found, rejected })
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
