import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { refused } from '../../shared/reasons/Refused.ts'
import { diskReason } from '../files/diskReason.ts'
import { makeFolder } from '../files/makeFolder.ts'
import { syncFolder } from '../files/sync.ts'
import { MANIFEST, type ManifestFile, SIGNATURE } from './manifest.ts'
import type { Update } from './Update.ts'

/** Where a version that runs has a file with this sha256. */
export type FoundHere = (sha256: string) => string | undefined

/**
 * Writes a version into a folder that is new: each file from the update or, where it leaves one out, from the version that is
 * here; each is compared with the signed list while it is written, and is on the disk when it returns.
 */
export async function unpack(
  update: Update,
  folder: string,
  foundHere: FoundHere,
  { signal, onFile }: { readonly signal?: AbortSignal | undefined; readonly onFile: (bytes: number) => void },
): Promise<void> {
  const { manifest, manifestBytes, signatureBytes } = update
  const folders = new Set<string>()
  const place = async (path: string) => {
    const to = join(folder, ...path.split('/'))
    if (!folders.has(dirname(to))) await makeFolder(dirname(to))
    folders.add(dirname(to))
    return to
  }
  for (const file of manifest.files) {
    signal?.throwIfAborted()
    await write(await place(file.path), file, () => sourceOf(update, file, foundHere), update)
    onFile(file.size)
  }
  for (const [path, bytes] of [
    [MANIFEST, manifestBytes],
    [SIGNATURE, signatureBytes],
  ] as const)
    await writeSynced(await place(path), 0o644, async (file) => file.writeFile(bytes))
  for (const one of folders) await syncFolder(one)
}

async function sourceOf(update: Update, file: ManifestFile, foundHere: FoundHere): Promise<Readable> {
  const inUpdate = update.read(file.sha256, file.size)
  if (inUpdate) return inUpdate
  const here = foundHere(file.sha256)
  if (here === undefined)
    throw refused('updateNeedsOther', { version: update.manifest.version, part: file.path })
  return createReadStream(here)
}

async function write(
  to: string,
  { path, sha256, executable, size }: ManifestFile,
  source: () => Promise<Readable>,
  update: Update,
) {
  const damaged = (cause: unknown) =>
    refused('updatePartDamaged', { file: basename(update.file), part: path }, cause)
  const hash = createHash('sha256')
  let written = 0
  await writeSynced(to, executable ? 0o755 : 0o644, async (file) => {
    // Heard from its first moment on: what it fails with to nobody would end the process.
    const from = await source()
    try {
      for await (const part of from) {
        written += (part as Buffer).length
        if (written > size) break
        hash.update(part as Buffer)
        await file.writeFile(part as Buffer)
      }
    } catch (error) {
      // The disk that is written to, or a packed file that does not unpack.
      throw diskReason(error) ? error : damaged(error)
    }
  })
  if (written !== size || hash.digest('hex') !== sha256) throw damaged(path)
}

async function writeSynced(
  path: string,
  mode: number,
  fill: (file: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    await fill(file)
    await file.sync()
  } finally {
    await file.close()
  }
}
