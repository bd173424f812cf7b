/** What stands before a file's elements: how those are written, and where they begin. */
export interface FileMeta {
  readonly syntax: string
  readonly end: number
}

const BEGIN = 132
/** Value representations with a length of 32 bits that the group may hold. */
const LONG = new Set(['OB', 'UN', 'OW', 'SQ', 'UT'])

/** Reads the meta group (PS3.10 §7.1), always explicit little endian. Undefined where it is not whole. */
export function fileMetaOf(bytes: Buffer): FileMeta | undefined {
  if (bytes.toString('latin1', BEGIN - 4, BEGIN) !== 'DICM') return undefined
  let syntax: string | undefined
  let last = Infinity
  let at = BEGIN
  while (at < last && at + 12 <= bytes.length && bytes.readUInt16LE(at) === 2) {
    const isLong = LONG.has(bytes.toString('latin1', at + 4, at + 6))
    const length = isLong ? bytes.readUInt32LE(at + 8) : bytes.readUInt16LE(at + 6)
    const from = at + (isLong ? 12 : 8)
    if (from + length > bytes.length) return undefined
    const element = bytes.readUInt16LE(at + 2)
    // The group says its own length: what follows may be packed and begin with anything.
    if (element === 0 && length === 4) last = from + length + bytes.readUInt32LE(from)
    if (element === 0x10)
      syntax = bytes
        .toString('latin1', from, from + length)
        .replaceAll('\0', '')
        .trim()
    at = from + length
  }
  return syntax === undefined ? undefined : { syntax, end: at }
}
