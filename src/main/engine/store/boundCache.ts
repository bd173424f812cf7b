import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { filesBelow } from './filesBelow.ts'

/** A folder of a study's cache whose files can be made again. */
export interface CacheBounds {
  readonly name: string
  /** Bytes beyond which files are dropped, those not used for longest first. */
  readonly most: number
  /** What a file takes at most: as long as there are few, none needs to be measured. */
  readonly largest: number
}

/** Keeps a part of a study's cache within a size; returns the bytes that went. */
export async function boundCache(
  folder: string,
  { name, most: usual, largest }: CacheBounds,
  most = usual,
): Promise<number> {
  const cache = join(folder, 'cache', name)
  const names = await readdir(cache, { recursive: true }).catch(() => [])
  if (names.length * largest < most) return 0
  const files = await filesBelow(cache, () => true)
  files.sort((a, b) => b.used - a.used)
  let [kept, gone] = [0, 0]
  for (const { path, bytes } of files) {
    if (kept + bytes <= most) kept += bytes
    else {
      await rm(path, { force: true })
      gone += bytes
    }
  }
  return gone
}
