import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { type FirstPage, firstPage, type Header } from './header.ts'

/**
 * A rollback journal as it lies beside a catalogue: what a change without a log began to change, as it was. SQLite calls
 * it hot where it has a byte: whoever opens the catalogue to write has it taken back first, whosever journal it is.
 */
export interface Journal {
  readonly isHot: boolean
  /** Whether anything of the catalogue is changed by taking it back. */
  readonly isReadable: boolean
  readonly pageSize: number
  /** Pages of the catalogue before the change. */
  readonly pages: number
  /** The catalogue's first page before the change; null where the change has not come to it. */
  readonly first: FirstPage | null
  /** Where each page's state before the change lies in the file, by the page's number. */
  readonly places: ReadonlyMap<number, number>
}

const MAGIC = Buffer.from('d9d505f920a163d7', 'hex')
const HEADER = 28
/** Of records that go on to the end of the file. */
const TO_THE_END = 0xff_ff_ff_ff

const nothing = (isHot: boolean): Journal => ({
  isHot,
  isReadable: false,
  pageSize: 0,
  pages: 0,
  first: null,
  places: new Map(),
})

/** Reads a journal as SQLite takes it back: its file format, section 3. */
export function readJournal(path: string): Journal {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return nothing(false)
    throw error
  }
  try {
    return readParts(file)
  } finally {
    closeSync(file)
  }
}

function readParts(file: number): Journal {
  const header = Buffer.alloc(HEADER)
  const { size } = fstatSync(file)
  const next = (at: number) => readSync(file, header, 0, HEADER, at) === HEADER && header.indexOf(MAGIC) === 0
  if (!next(0)) return nothing(size > 0 && header[0] !== 0)
  const [pages, sector, pageSize] = [16, 20, 24].map((at) => header.readUInt32BE(at)) as [
    number,
    number,
    number,
  ]
  const places = new Map<number, number>()
  let first: FirstPage | null = null
  const record = Buffer.alloc(4 + pageSize + 4)
  for (let at = 0; next(at); at = Math.ceil(at / sector) * sector) {
    const [told, nonce] = [header.readUInt32BE(8), header.readUInt32BE(12)]
    at += sector
    for (let n = 0; n < told || told === TO_THE_END; n++, at += record.length) {
      const isWhole = readSync(file, record, 0, record.length, at) === record.length
      const [number, page] = [record.readUInt32BE(0), record.subarray(4, -4)]
      if (!isWhole || number === 0 || record.readUInt32BE(4 + pageSize) !== checksum(nonce, page))
        return { isHot: true, isReadable: true, pageSize, pages, first, places }
      // What was written down first is how it was before.
      if (!places.has(number)) places.set(number, at + 4)
      if (number === 1) first ??= firstPage(page)
    }
    if (sector === 0) break
  }
  return { isHot: true, isReadable: true, pageSize, pages, first, places }
}

function checksum(nonce: number, page: Buffer): number {
  let sum = nonce
  for (let at = page.length - 200; at > 0; at -= 200) sum += page.readUInt8(at)
  return sum >>> 0
}

/**
 * Whether a journal is one of this catalogue, and of the change that was made last or cut off. Each change counts the
 * catalogue's changes up by one, in its first page: another study's journal or yesterday's has another number of the
 * two, and a change that has not come to the first page has not changed how many pages the catalogue says it has.
 */
export function isOf(
  { isReadable, pageSize, pages, first }: Omit<Journal, 'isHot' | 'places'>,
  { page }: Header,
): boolean {
  if (!isReadable) return true
  if (page === null || page.pageSize !== pageSize) return false
  if (first === null) return page.pages === pages
  return first.link === page.link && (page.changes - first.changes) >>> 0 <= 1
}
