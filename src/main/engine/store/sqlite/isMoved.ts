import { closeSync, openSync, readSync } from 'node:fs'

const HEADER = 32
const FRAME = 24

/**
 * Whether all that a log holds is in its catalogue, page by page, where the log's beginning cannot be read: SQLite writes
 * it again when it begins the log anew, which it does when everything was moved, and a disk may refuse in the middle of
 * that. False for a log that holds nothing. Only while nobody writes.
 */
export function isMoved(path: string, pageSize: number): boolean {
  const places = newest(`${path}-wal`, pageSize)
  if (places.size === 0) return false
  const [catalogue, log] = [openSync(path, 'r'), openSync(`${path}-wal`, 'r')]
  try {
    const [here, there] = [Buffer.alloc(pageSize), Buffer.alloc(pageSize)]
    for (const [number, at] of places) {
      readSync(log, there, 0, pageSize, at)
      const read = readSync(catalogue, here, 0, pageSize, (number - 1) * pageSize)
      if (read !== pageSize || !here.equals(there)) return false
    }
    return true
  } finally {
    closeSync(catalogue)
    closeSync(log)
  }
}

/** Where the newest state of each page lies in a log, by the page's number: of all frames of the first one's log. */
function newest(path: string, pageSize: number): Map<number, number> {
  const places = new Map<number, number>()
  const log = openSync(path, 'r')
  try {
    const frame = Buffer.alloc(FRAME)
    let salt: Buffer | undefined
    for (let at = HEADER; readSync(log, frame, 0, FRAME, at) === FRAME; at += FRAME + pageSize) {
      salt ??= Buffer.from(frame.subarray(8, 16))
      if (!salt.equals(frame.subarray(8, 16))) break
      places.set(frame.readUInt32BE(0), at + FRAME)
    }
    return places
  } finally {
    closeSync(log)
  }
}
