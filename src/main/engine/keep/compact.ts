import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CatalogueService } from '../catalogue/CatalogueService.ts'
import { filesBelow } from '../store/filesBelow.ts'
import { CATALOGUE } from '../store/openStore.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'

/** Gives space back: empty pages of the catalogue, old thumbnails, leavings of interrupted writes. No original goes. */
export async function compact(study: OpenStudy, cacheBytes?: number): Promise<{ freedBytes: number }> {
  mustWrite(study)
  const { database, folder } = study.store
  const before = (await stat(join(folder, CATALOGUE))).size
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.exec('VACUUM')
  database.pragma('wal_checkpoint(TRUNCATE)')
  const after = (await stat(join(folder, CATALOGUE))).size
  const leavings = await filesBelow(join(folder, 'frames'), (name) => name.endsWith('.writing'))
  for (const { path } of leavings) await rm(path, { force: true })
  const left = leavings.reduce((sum, { bytes }) => sum + bytes, 0)
  return { freedBytes: before - after + left + (await CatalogueService.thumbnail.bound(folder, cacheBytes)) }
}
