import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, dirname, join, normalize, sep } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Entry, openPromise } from 'yauzl'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import type { Rejected } from './found/Incoming.ts'

/** An archive beyond these is no collection of images but an attack or a mistake. */
const MOST_ENTRIES = 100_000
const MOST_BYTES = 200e9
/** Images hardly compress; what shrinks a hundredfold is a bomb. */
const MOST_RATIO = 100
const FREE_BYTES = 1e6

/**
 * Unpacks a zip archive into a folder, one entry after the other. Names that lead outside, links, encrypted
 * entries and bombs are refused by name. Fails FOLDER_UNREADABLE where the archive as a whole is damaged.
 */
export async function unpack(path: string, folder: string): Promise<Rejected[]> {
  const rejected: Rejected[] = []
  await mkdir(folder, { recursive: true })
  try {
    const zip = await openPromise(path, { strictFileNames: false, validateEntrySizes: true, autoClose: true })
    if (zip.entryCount > MOST_ENTRIES) throw new Error(`it has ${zip.entryCount} entries`)
    let total = 0
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      const reason = refusal(entry)
      if (reason) {
        rejected.push({ path: `${basename(path)}!${entry.fileName}`, reason })
        continue
      }
      total += entry.uncompressedSize
      if (total > MOST_BYTES) throw new Error('it unpacks to more than 200 GB')
      const target = join(folder, safeName(entry.fileName))
      await mkdir(dirname(target), { recursive: true })
      const stream = await zip.openReadStreamPromise(entry)
      await pipeline(stream, atMost(entry.uncompressedSize), createWriteStream(target))
    }
    return rejected
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOSPC') throw error
    throw new Failure('archiveDamaged', { file: basename(path) }, error)
  }
}

const UNIX_LINK = 0o120000

function refusal(entry: Entry): Reason | undefined {
  const { fileName, uncompressedSize, compressedSize } = entry
  const parts = fileName.split(/[\\/]/)
  if (parts.includes('..') || /^([a-z]:|[\\/])/i.test(fileName) || fileName.includes('\0'))
    return reasonOf('entryOutside')
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === UNIX_LINK) return reasonOf('entryLink')
  if (entry.isEncrypted()) return reasonOf('entryEncrypted')
  if (uncompressedSize > FREE_BYTES && uncompressedSize > MOST_RATIO * compressedSize)
    return reasonOf('entryBomb')
  return undefined
}

const safeName = (name: string) => normalize(name.replaceAll('\\', '/')).split('/').filter(Boolean).join(sep)

/** Ends with an error where an entry turns out longer than it said. */
function atMost(bytes: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length
      done(seen > bytes ? new Error('an entry is longer than it says') : null, chunk)
    },
  })
}
