import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { mustWrite, type Session } from '../Session.ts'
import { CATALOGUE } from '../store/openStore.ts'

/** Thumbnails beyond this are dropped, those not used for longest first; they are made again when looked at. */
const CACHE_BYTES = 4e9

/** Gives space back: empty pages of the catalogue, old thumbnails, leavings of interrupted writes. No original goes. */
export async function compact(session: Session, cacheBytes = CACHE_BYTES): Promise<{ freedBytes: number }> {
  mustWrite(session)
  const { database, folder } = session.store
  const before = (await stat(join(folder, CATALOGUE))).size
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.exec('VACUUM')
  database.pragma('wal_checkpoint(TRUNCATE)')
  const after = (await stat(join(folder, CATALOGUE))).size
  const leavings = await filesBelow(join(folder, 'frames'), (name) => name.endsWith('.writing'))
  for (const { path } of leavings) await rm(path, { force: true })
  const left = leavings.reduce((sum, { bytes }) => sum + bytes, 0)
  return { freedBytes: before - after + left + (await boundCache(folder, cacheBytes)) }
}

/** Keeps a study's thumbnails within a size; returns the bytes that went. */
export async function boundCache(folder: string, most = CACHE_BYTES): Promise<number> {
  const files = await filesBelow(join(folder, 'cache', 'thumbnails'), () => true)
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

async function filesBelow(folder: string, wanted: (name: string) => boolean) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files: { path: string; bytes: number; used: number }[] = []
  for (const entry of entries) {
    if (!entry.isFile() || !wanted(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const { size, atimeMs, mtimeMs } = await stat(path)
    files.push({ path, bytes: size, used: Math.max(atimeMs, mtimeMs) })
  }
  return files
}
