import { readFileSync } from 'node:fs'

/** What the shim writes down; the order is that of `enum record` in shim.h. */
const KINDS = ['data', 'cut', 'synced', 'created', 'renamed', 'linked', 'removed', 'made', 'mark'] as const

export interface Recorded {
  readonly kind: (typeof KINDS)[number]
  readonly inode: number
  /** Where data begins, or the length that a file is cut to. */
  readonly offset: number
  /** Absolute; of a mark its text. */
  readonly path: string
  /** What was written, or the other path. */
  readonly data: Buffer
}

const HEAD = 25

export function readRecording(path: string): Recorded[] {
  const log = readFileSync(path)
  const records: Recorded[] = []
  for (let at = 0; at + HEAD <= log.length; ) {
    const kind = KINDS[log.readUInt8(at)]
    if (!kind) throw new Error(`There is no record ${log.readUInt8(at)}.`)
    const [pathLength, dataLength] = [log.readUInt32LE(at + 17), log.readUInt32LE(at + 21)]
    const [pathAt, dataAt] = [at + HEAD, at + HEAD + pathLength]
    records.push({
      kind,
      inode: Number(log.readBigUInt64LE(at + 1)),
      offset: Number(log.readBigInt64LE(at + 9)),
      path: log.toString('utf8', pathAt, dataAt),
      data: log.subarray(dataAt, dataAt + dataLength),
    })
    at = dataAt + dataLength
  }
  return records
}
