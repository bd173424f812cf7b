import { closeSync, openSync, readSync } from 'node:fs'
import { type FirstPage, firstPage } from './header.ts'

/**
 * A catalogue's write-ahead log as it lies on the disk: `missing`, without a byte, with a beginning that is none, or
 * with what was committed; `broken` where more was committed after a place that is not as it was written.
 */
export interface Log {
  readonly state: 'missing' | 'empty' | 'unreadable' | 'whole' | 'broken'
  /** Every state of the catalogue's first page that was committed, oldest first. */
  readonly firstPages: readonly FirstPage[]
  /** Where the newest committed state of each page lies in the file, by the page's number. */
  readonly places: ReadonlyMap<number, number>
  /** Pages of the catalogue after the last commit; 0 where nothing was committed. */
  readonly pages: number
}

const HEADER = 32
const FRAME = 24
/** The magic number is odd where checksums are of big-endian words. */
const MAGIC = 0x377f0682

const nothing = (state: Log['state']): Log => ({ state, firstPages: [], places: new Map(), pages: 0 })

/** Reads a log as SQLite recovers it: its file format, section 4. */
export function readLog(path: string): Log {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return nothing('missing')
    throw error
  }
  try {
    return readFrames(file)
  } finally {
    closeSync(file)
  }
}

function readFrames(file: number): Log {
  const header = Buffer.alloc(HEADER)
  const read = readSync(file, header, 0, HEADER, 0)
  if (read === 0) return nothing('empty')
  const isBig = (header.readUInt32BE(0) & 1) === 1
  const beginning = checksum([0, 0], header.subarray(0, 24), isBig)
  const known = (header.readUInt32BE(0) & ~1) >>> 0 === MAGIC && read === HEADER
  if (!known || !sameSums(beginning, header, 24)) return nothing('unreadable')
  return committedIn(file, { header, isBig, beginning, pageSize: header.readUInt32BE(8) })
}

interface Beginning {
  readonly header: Buffer
  readonly isBig: boolean
  readonly beginning: Sums
  readonly pageSize: number
}

function committedIn(file: number, { header, isBig, beginning, pageSize }: Beginning): Log {
  const frame = Buffer.alloc(FRAME + pageSize)
  const next = (at: number) =>
    readSync(file, frame, 0, frame.length, at) === frame.length &&
    frame.subarray(8, 16).equals(header.subarray(16, 24))
  const firstPages: FirstPage[] = []
  const places = new Map<number, number>()
  let pages = 0
  let sums = beginning
  let at = HEADER
  /** Of the transaction that is being read. */
  let open: { number: number; place: number; first: FirstPage | null }[] = []
  for (; next(at); at += frame.length) {
    const sum = checksum(checksum(sums, frame.subarray(0, 8), isBig), frame.subarray(FRAME), isBig)
    if (!sameSums(sum, frame, 16)) break
    sums = sum
    const number = frame.readUInt32BE(0)
    open.push({ number, place: at + FRAME, first: number === 1 ? firstPage(frame.subarray(FRAME)) : null })
    const after = frame.readUInt32BE(4)
    if (after === 0) continue
    for (const one of open) {
      places.set(one.number, one.place)
      if (one.first) firstPages.push(one.first)
    }
    pages = after
    open = []
  }
  // The last transaction may be torn: nobody was told that it is saved. One that others followed was on the disk.
  let commits = 0
  for (; next(at); at += frame.length) if (frame.readUInt32BE(4) !== 0) commits++
  return { state: commits > 1 ? 'broken' : 'whole', firstPages, places, pages }
}

type Sums = readonly [number, number]

const sameSums = ([a, b]: Sums, bytes: Buffer, at: number) =>
  bytes.readUInt32BE(at) === a && bytes.readUInt32BE(at + 4) === b

function checksum([a, b]: Sums, bytes: Buffer, isBig: boolean): Sums {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let one = a
  let two = b
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + words.getUint32(at, !isBig) + two) >>> 0
    two = (two + words.getUint32(at + 4, !isBig) + one) >>> 0
  }
  return [one, two]
}
