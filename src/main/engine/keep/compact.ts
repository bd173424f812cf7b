import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AssistService } from '../assist/AssistService.ts'
import { CatalogueService } from '../catalogue/CatalogueService.ts'
import { LabelService } from '../labels/LabelService.ts'
import { filesBelow } from '../store/filesBelow.ts'
import { vacuum } from '../store/upkeep/vacuum.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'

/** Gives space back: empty pages of the catalogue, old thumbnails, maps and embeddings, leavings of interrupted writes. No original goes. */
export async function compact(study: OpenStudy, cacheBytes?: number): Promise<{ freedBytes: number }> {
  mustWrite(study)
  const { folder } = study.store
  const emptied = await vacuum(study.store)
  const leavings = await filesBelow(join(folder, 'frames'), (name) => name.endsWith('.writing'))
  for (const { path } of leavings) await rm(path, { force: true })
  const left = leavings.reduce((sum, { bytes }) => sum + bytes, 0)
  const thumbnails = await CatalogueService.thumbnail.bound(folder, cacheBytes)
  const maps = await LabelService.boundMaps(folder, cacheBytes)
  const embeddings = await AssistService.bound(folder, cacheBytes)
  return { freedBytes: emptied + left + thumbnails + maps + embeddings }
}
