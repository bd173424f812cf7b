import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { Refused, refused } from '../../shared/reasons/Refused.ts'
import type { PublicKey } from './keys.ts'
import { type Manifest, readManifest, verifySignature } from './manifest.ts'

/** What people copy from a stick, and what it holds: a manifest, its signature, and files by their sha256. */
export const ENDING = '.locoupdate'
export const IN_UPDATE = { manifest: 'manifest.json', signature: 'manifest.sig', files: 'files/' } as const

/** The longest list of files that is read, bytes; one of 20,000 files has 3 MB. */
const LONGEST_LIST = 2 ** 26

/** An update whose signature is right. Its files are not looked at yet. */
export interface Update {
  readonly file: string
  readonly manifest: Manifest
  readonly by: PublicKey
  /** As they were signed, to be written down as they are. */
  readonly manifestBytes: Buffer
  readonly signatureBytes: Buffer
  /** Bytes of a file with this sha256; undefined where the update leaves it to the version that is here. */
  read(sha256: string, size: number): Promise<Readable> | undefined
  close(): void
}

/**
 * Opens an update and checks who signed its list. Fails where the file is none, was cut short, or is signed by nobody who is on
 * the list of keys.
 */
export async function openUpdate(file: string, keys: readonly PublicKey[]): Promise<Update> {
  const name = basename(file)
  const zip = await openPromise(file, { autoClose: false }).catch((error: unknown) => {
    throw refused('updateUnreadable', { file: name }, error)
  })
  try {
    const entries = await entriesOf(zip)
    const manifestBytes = await bytesOf(zip, entries.get(IN_UPDATE.manifest))
    const signatureBytes = await bytesOf(zip, entries.get(IN_UPDATE.signature))
    const signed = verifySignature(manifestBytes, signatureBytes, keys)
    if (signed.is === 'unknown') throw refused('updateOfUnknownKey', { file: name, key: signed.key })
    if (signed.is === 'wrong') throw refused('updateUnsigned', { file: name })
    const read: Update['read'] = (sha256, size) => {
      const entry = entries.get(IN_UPDATE.files + sha256)
      if (!entry) return undefined
      // What unpacks to more than was signed is not unpacked.
      const damaged = (cause?: unknown) =>
        refused('updatePartDamaged', { file: name, part: sha256.slice(0, 8) }, cause)
      if (entry.uncompressedSize !== size) return Promise.reject(damaged())
      return zip.openReadStreamPromise(entry).catch((error: unknown) => {
        throw damaged(error)
      })
    }
    const manifest = readManifest(manifestBytes)
    return { file, manifest, by: signed.by, manifestBytes, signatureBytes, read, close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw error instanceof Refused ? error : refused('updateUnreadable', { file: name }, error)
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) throw new Error('Two entries of one name.')
    entries.set(entry.fileName, entry)
  }
  return entries
}

async function bytesOf(zip: ZipFile, entry: Entry | undefined): Promise<Buffer> {
  if (!entry || entry.uncompressedSize > LONGEST_LIST) throw new Error('There is no list.')
  const parts: Buffer[] = []
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
