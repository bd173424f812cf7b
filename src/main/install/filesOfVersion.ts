import { readdirSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { byPath, isFilePath } from './filePath.ts'
import { MANIFEST, SIGNATURE } from './manifest.ts'

/** A file that lies in a version's folder. */
export interface FileThere {
  /** As a manifest names it. */
  readonly path: string
  readonly size: number
  readonly executable: boolean
}

/**
 * All files below a folder of a version, by path, but for the list itself and its signature. A link counts as the file
 * that it leads to, since that is what would be run; one that leads to a folder, or nowhere, is a file of no bytes, which
 * no list names.
 * Only those that are meant are looked at.
 */
export async function filesOfVersion(
  folder: string,
  isMeant: (path: string) => boolean = () => true,
  below = '',
): Promise<FileThere[]> {
  const entries = readdirSync(join(folder, below), { withFileTypes: true })
  const found: FileThere[] = []
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) found.push(...(await filesOfVersion(folder, isMeant, path)))
    else if (path !== MANIFEST && path !== SIGNATURE && isMeant(path)) found.push(fileThere(folder, path))
  }
  return found.sort(byPath)
}

function fileThere(folder: string, path: string): FileThere {
  const there = statOf(join(folder, path))
  if (!there?.isFile() || !isFilePath(path)) return { path, size: 0, executable: false }
  return { path, size: there.size, executable: (there.mode & 0o111) !== 0 }
}

/** Undefined of a link that leads nowhere, or round and round. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
