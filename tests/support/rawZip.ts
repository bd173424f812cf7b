import { crc32, deflateRawSync } from 'node:zlib'

/** An entry as it is to stand in an archive; what is given besides name and content is written as it is, true or not. */
export interface RawEntry {
  readonly name: string | Buffer
  readonly content: Uint8Array
  readonly crc?: number
  readonly packedSize?: number
  readonly size?: number
  readonly method?: number
  readonly flags?: number
  readonly attributes?: number
  /** Where the list says that the entry begins. */
  readonly offset?: number
  /** Stands in the list alone: its bytes are another one's. */
  readonly listedOnly?: boolean
}

/** What the end of an archive says of its list. */
export interface RawEnd {
  readonly count?: number
  readonly listSize?: number
  readonly listOffset?: number
  readonly comment?: Buffer
}

/** Writes a zip archive that may lie, as no library does. */
export function rawZip(entries: readonly RawEntry[], end: RawEnd = {}): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const packed = deflateRawSync(entry.content)
    const offset = entry.offset ?? at
    const name = Buffer.isBuffer(entry.name) ? entry.name : Buffer.from(entry.name)
    if (entry.listedOnly !== true) {
      const head = Buffer.alloc(30)
      head.writeUInt32LE(0x04034b50, 0)
      head.set(described(entry, packed), 4)
      head.writeUInt16LE(name.length, 26)
      parts.push(head, name, packed)
      at += head.length + name.length + packed.length
    }
    const row = Buffer.alloc(46)
    row.writeUInt32LE(0x02014b50, 0)
    row.writeUInt16LE(0x0314, 4)
    row.set(described(entry, packed), 6)
    row.writeUInt16LE(name.length, 28)
    row.writeUInt32LE((entry.attributes ?? 0o100644 << 16) >>> 0, 38)
    row.writeUInt32LE(offset >>> 0, 42)
    list.push(row, name)
  }
  const rows = Buffer.concat(list)
  const comment = end.comment ?? Buffer.alloc(0)
  const last = Buffer.alloc(22)
  last.writeUInt32LE(0x06054b50, 0)
  last.writeUInt16LE((end.count ?? entries.length) & 0xffff, 8)
  last.writeUInt16LE((end.count ?? entries.length) & 0xffff, 10)
  last.writeUInt32LE((end.listSize ?? rows.length) >>> 0, 12)
  last.writeUInt32LE((end.listOffset ?? at) >>> 0, 16)
  last.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...parts, rows, last, comment])
}

/** The 22 bytes that head and list share: version, flags, method, time, day, check sum and sizes. */
function described({ content, crc, packedSize, size, method, flags }: RawEntry, packed: Uint8Array): Buffer {
  const out = Buffer.alloc(22)
  out.writeUInt16LE(20, 0)
  // Names are UTF-8.
  out.writeUInt16LE(flags ?? 0x800, 2)
  out.writeUInt16LE(method ?? 8, 4)
  out.writeUInt32LE((crc ?? crc32(content)) >>> 0, 10)
  out.writeUInt32LE((packedSize ?? packed.length) >>> 0, 14)
  out.writeUInt32LE((size ?? content.length) >>> 0, 18)
  return out
}
