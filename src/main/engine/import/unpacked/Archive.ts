import { createWriteStream } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, normalize, sep } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import { Failure } from '../../../../shared/contract/failure.ts'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { nameForWindows } from '../../../files/windowsName.ts'
import type { Rejected } from '../found/Incoming.ts'
import { refusalOf } from '../found/refusalOf.ts'
import { Unreadable } from '../found/Unreadable.ts'
import { entryRefusal } from './entryRefusal.ts'

/** Names and sizes are judged here: the library ends the whole list at the first that it does not like. */
const READ_ALL = { decodeStrings: false, validateEntrySizes: false, autoClose: false } as const

/** An archive beyond these is no collection of images but an attack or a mistake. */
const MOST_ENTRIES = 100_000
const MOST_BYTES = 200e9

/** An entry under its name, parted by `/`. */
interface Named {
  readonly name: string
  readonly entry: Entry
}

/** A zip archive whose list of contents was read; nothing of it is unpacked yet. */
export class Archive {
  /** What is refused of it. */
  readonly rejected: Rejected[] = []
  /** What unpacking takes on the disk. */
  readonly bytes: number
  private readonly name: string
  private readonly zip: ZipFile
  private readonly entries: readonly Named[]

  private constructor(name: string, zip: ZipFile, entries: readonly Named[]) {
    this.name = name
    this.zip = zip
    this.entries = entries
    this.bytes = entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0)
  }

  /**
   * Reads what an archive holds. Names that lead outside, links, encrypted entries and bombs are refused by name. Fails
   * FOLDER_UNREADABLE where the archive as a whole is damaged.
   */
  static async open(path: string): Promise<Archive> {
    const name = basename(path)
    let zip: ZipFile | undefined
    try {
      zip = await openPromise(path, READ_ALL)
      if (zip.entryCount > MOST_ENTRIES) throw new Error(`it has ${zip.entryCount} entries`)
      const { entries, refused, whole } = await listed(zip, path)
      if (!whole && entries.length === 0) throw new Error('its list of contents is damaged')
      const archive = new Archive(name, zip, entries)
      if (archive.bytes > MOST_BYTES) throw new Error('it unpacks to more than 200 GB')
      for (const [own, reason] of refused) archive.refuse(own, reason)
      const readable = entries.length + refused.length
      if (!whole)
        archive.rejected.push({ path: name, reason: reasonOf('archiveCutShort', { entries: readable }) })
      return archive
    } catch (error) {
      zip?.close()
      throw new Failure('archiveDamaged', { file: name }, error)
    }
  }

  /**
   * Unpacks all entries into a folder, one after the other; what is damaged, or cannot be written under its name, is
   * refused by name. Throws what a full disk says.
   */
  async unpackInto(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true })
    for (const { name, entry } of this.entries) {
      try {
        await this.unpackOne(entry, join(folder, safeName(name)))
      } catch (error) {
        this.refuse(name, refusalOfEntry(error))
      }
    }
  }

  close(): void {
    this.zip.close()
  }

  private refuse(name: string, reason: Reason): void {
    this.rejected.push({ path: `${this.name}!${name.slice(0, MOST_SHOWN)}`, reason })
  }

  private async unpackOne(entry: Entry, target: string): Promise<void> {
    await mkdir(dirname(target), { recursive: true })
    const stream = await this.zip.openReadStreamPromise(entry).catch((error: unknown) => {
      throw new Unreadable('entryDamaged', {}, error)
    })
    // `wx`: the disk itself tells of names that are one to it, be it for their case or their accents' form.
    const file = createWriteStream(target, { flags: 'wx' })
    try {
      await pipeline(stream, asDescribed(entry), file)
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') await rm(target, { force: true })
      throw error
    }
  }
}

const MOST_SHOWN = 300

interface Listed {
  readonly entries: readonly Named[]
  readonly refused: readonly (readonly [name: string, reason: Reason])[]
  /** Whether the list was read to its end. */
  readonly whole: boolean
}

async function listed(zip: ZipFile, path: string): Promise<Listed> {
  const { size } = await stat(path)
  const entries: Named[] = []
  const refused: (readonly [string, Reason])[] = []
  let packed = 0
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry)
      if (name.endsWith('/')) continue
      packed += entry.compressedSize
      // Entries that share their bytes hold more together than the archive has: each looks harmless by itself.
      const reason = packed > size ? reasonOf('entryBomb') : entryRefusal(name, entry)
      if (reason) refused.push([name, reason])
      else entries.push({ name, entry })
    }
    return { entries, refused, whole: !(await goesOn(path, Number(zip.readEntryCursor))) }
  } catch {
    return { entries, refused, whole: false }
  }
}

const ENTRY = 0x02014b50

/** Whether another entry stands where the list should be at its end: it has more than the archive says of it. */
async function goesOn(path: string, at: number): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, at)
    return bytesRead === 4 && buffer.readUInt32LE(0) === ENTRY
  } finally {
    await file.close()
  }
}

const nameOf = ({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry) =>
  getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false)

function refusalOfEntry(error: unknown): Reason {
  if (error instanceof Unreadable) return error.reason
  const { code = '', syscall } = error as { code?: string; syscall?: string }
  if (code === 'EEXIST' && syscall === 'open') return reasonOf('entryTwice')
  // A full disk is nobody's fault here, and ends the import.
  if (syscall !== undefined) {
    refusalOf(error)
    return reasonOf('entryUnwritable')
  }
  return reasonOf('entryDamaged')
}

/** Where an entry goes: Windows writes some names elsewhere, or to a device. */
const safeName = (name: string) => {
  const parts = normalize(name).split(/[\\/]/).filter(Boolean)
  return (process.platform === 'win32' ? parts.map(nameForWindows) : parts).join(sep)
}

/** Ends with an error where an entry is not as long as it says, or other than its check sum. */
function asDescribed({ uncompressedSize, crc32: expected }: Entry): Transform {
  let [seen, sum] = [0, 0]
  return new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length
      sum = crc32(chunk, sum)
      done(seen > uncompressedSize ? new Unreadable('entryDamaged') : null, chunk)
    },
    flush(done) {
      done(sum === expected && seen === uncompressedSize ? null : new Unreadable('entryDamaged'))
    },
  })
}
