import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { filesBelow } from '../store/filesBelow.ts'

/** Thumbnails beyond this are dropped, those not used for longest first; they are made again when looked at. */
const CACHE_BYTES = 4e9
/** What a thumbnail takes at most: as long as there are few, none needs to be measured. */
const LARGEST = 40e3

/** Keeps a study's thumbnails within a size; returns the bytes that went. */
export async function boundThumbnails(folder: string, most = CACHE_BYTES): Promise<number> {
  const cache = join(folder, 'cache', 'thumbnails')
  const names = await readdir(cache, { recursive: true }).catch(() => [])
  if (names.length * LARGEST < most) return 0
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
