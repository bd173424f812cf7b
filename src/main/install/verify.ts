import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Reason } from '../../shared/reasons/index.ts'
import { reasonOf } from '../../shared/reasons/Refused.ts'
import { byPath } from './filePath.ts'
import { filesOfVersion } from './filesOfVersion.ts'
import { readKeys } from './keys.ts'
import {
  KEYS,
  MANIFEST,
  type Manifest,
  readManifest,
  SIGNATURE,
  type Signed,
  verifySignature,
} from './manifest.ts'
import { isOfPart, type Part } from './parts.ts'

/** A manifest whose signature is right, and who signed it; or why there is none. */
export type Listed =
  | { readonly manifest: Manifest; readonly by: Extract<Signed, { is: 'signed' }>['by']; readonly why: null }
  | { readonly manifest: null; readonly why: Reason }

/** Reads a version's list of files and checks who signed it, by the keys that lie with it. */
export async function listOf(folder: string): Promise<Listed> {
  try {
    const bytes = await readFile(join(folder, MANIFEST))
    const sig = await readFile(join(folder, SIGNATURE))
    const signed = verifySignature(bytes, sig, await readKeys(join(folder, KEYS)))
    if (signed.is !== 'signed') return { manifest: null, why: reasonOf('filesListForged') }
    return { manifest: readManifest(bytes), by: signed.by, why: null }
  } catch {
    return { manifest: null, why: reasonOf('filesListGone') }
  }
}

/** What was looked at, and what is not as it was signed. */
export interface Verified {
  readonly problems: readonly Reason[]
  readonly files: number
  readonly bytes: number
}

interface Wishes {
  /** Only files of this part; all of them without one. */
  readonly part?: Part
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (bytes: number, total: number) => void
}

/**
 * Compares a version's files with its signed list: each that was changed, is missing, or lies there and is not listed. Reads
 * every byte; a gigabyte takes one to three seconds.
 */
export async function verifyTree(folder: string, wishes: Wishes = {}): Promise<Verified> {
  const { part, signal, onProgress = () => {} } = wishes
  const listed = await listOf(folder)
  if (listed.why) return { problems: [listed.why], files: 0, bytes: 0 }
  const isMeant = (path: string) => part === undefined || isOfPart(part, path)
  const files = listed.manifest.files.filter(({ path }) => isMeant(path))
  const there = new Map((await filesOfVersion(folder, isMeant)).map((file) => [file.path, file]))
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const problems: Reason[] = []
  let bytes = 0
  for (const { path, size, sha256 } of [...files].sort(byPath)) {
    signal?.throwIfAborted()
    const found = there.get(path)
    there.delete(path)
    if (!found) problems.push(reasonOf('installedFileMissing', { file: path }))
    else if (found.size !== size || (await hashOf(join(folder, path), size)) !== sha256)
      problems.push(reasonOf('installedFileChanged', { file: path }))
    bytes += size
    onProgress(bytes, total)
  }
  for (const path of there.keys()) problems.push(reasonOf('installedFileAdded', { file: path }))
  return { problems, files: files.length, bytes }
}

/** Why a part must not be started; null where all it runs is as it was signed. */
export const hindrance = async (folder: string, part: Part): Promise<Reason | null> =>
  (await verifyTree(folder, { part })).problems[0] ?? null

/** Bytes that are read at once. A smaller file is read without waiting: thousands of streams take seconds, these none. */
const PIECE = 2 ** 20

/** A file's sha256; of one that cannot be read, none that anything has. */
async function hashOf(path: string, size: number): Promise<string> {
  const hash = createHash('sha256')
  try {
    if (size <= PIECE) return hash.update(readFileSync(path)).digest('hex')
    for await (const part of createReadStream(path, { highWaterMark: PIECE })) hash.update(part as Buffer)
    return hash.digest('hex')
  } catch {
    return ''
  }
}
