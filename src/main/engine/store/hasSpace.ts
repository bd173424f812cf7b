import { statfsSync } from 'node:fs'

/** What SQLite and a stroke need to begin with. */
const LEAST_BYTES = 262_144

/** Whether anything can be written to the disk of a folder. */
export const hasSpace = (folder: string): boolean => freeBytes(folder) >= LEAST_BYTES

/** Bytes that can still be written to the disk of a folder; as many as one likes where that cannot be told. */
function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
