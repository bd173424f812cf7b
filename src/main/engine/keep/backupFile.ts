import { createWriteStream } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { Failure } from '../../../shared/contract/failure.ts'
import { diskReason } from '../../files/diskReason.ts'
import { sha256File } from '../../files/durableFile.ts'
import { makeFolder } from '../../files/makeFolder.ts'
import { MANIFEST } from './backUp.ts'

/** A file inside a backup. */
export interface Kept {
  readonly name: string
  /** Writes it to a path and checks it against the backup's own list. */
  extract(to: string): Promise<void>
}

/** Opens a backup and hands out its files. Fails STUDY_NOT_FOUND where it is none, FILE_DAMAGED where it is damaged. */
export async function openBackup(path: string): Promise<{ files: ReadonlyMap<string, Kept>; close(): void }> {
  const name = basename(path)
  const damaged = (cause: unknown) => new Failure('backupDamaged', { file: name }, cause)
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw new Failure('noBackup', { file: name }, error)
  })
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  const manifest = entries.get(MANIFEST)
  if (!manifest) throw damaged('no manifest')
  const sums = new Map(
    (await textOf(zip, manifest))
      .trim()
      .split('\n')
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  )
  const files = new Map<string, Kept>()
  for (const [file, sum] of sums) {
    const entry = entries.get(file)
    if (!entry || file.split('/').includes('..')) throw damaged(file)
    const extract = async (to: string) => {
      try {
        await makeFolder(dirname(to))
        await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(to, { flush: true }))
      } catch (error) {
        throw diskReason(error) ? error : damaged(error)
      }
      if ((await sha256File(to)) !== sum) throw damaged(file)
    }
    files.set(file, { name: file, extract })
  }
  return { files, close: () => zip.close() }
}

async function textOf(zip: ZipFile, entry: Entry): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

export const placeIn = (folder: string, name: string) => join(folder, ...name.split('/'))
