import { statfsSync } from 'node:fs'

/** Bytes that can still be written to the disk of a folder; as many as one likes where the disk does not say. */
export function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
