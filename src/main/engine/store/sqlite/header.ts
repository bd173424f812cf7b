import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** What a catalogue's first page says, read from the file itself: SQLite would put a log over it first. */
export interface Header {
  /** Bytes of the file. */
  readonly size: number
  /** Null where the file does not begin as a catalogue. */
  readonly page: FirstPage | null
}

/** The fields of a first page that are ours or that we check; SQLite's file format, section 1.3. */
export interface FirstPage {
  readonly pageSize: number
  readonly pages: number
  /** How often it was changed. */
  readonly changes: number
  /** Number of the newest migration. */
  readonly version: number
  /** Which log belongs to it: see `LogLink`. */
  readonly link: number
}

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1')
/** Bytes of SQLite's own at the beginning. */
export const HEADER_BYTES = 100

/** Reads a catalogue's header. Throws what the system says where it cannot be read. */
export function readHeader(path: string): Header {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const start = Buffer.alloc(HEADER_BYTES)
    const read = readSync(file, start, 0, HEADER_BYTES, 0)
    return { size, page: read === HEADER_BYTES ? firstPage(start) : null }
  } finally {
    closeSync(file)
  }
}

/** Reads a first page; null where it is none. */
export function firstPage(bytes: Buffer): FirstPage | null {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null
  const pageSize = bytes.readUInt16BE(16)
  return {
    pageSize: pageSize === 1 ? 65536 : pageSize,
    pages: bytes.readUInt32BE(28),
    changes: bytes.readUInt32BE(24),
    version: bytes.readUInt32BE(60),
    link: bytes.readUInt32BE(68),
  }
}
