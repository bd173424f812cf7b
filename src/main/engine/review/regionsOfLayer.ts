import { type RegionMap, regionLines, regionMap } from '../../../shared/domain/regions.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { LabelService } from '../labels/LabelService.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** Masks whose regions are kept: those around the frames that are reviewed. */
const KEPT = 32

/** The regions of a mask as it was read, with the lines around each. */
export interface FoundRegions {
  readonly revision: number
  readonly bytes: Uint8Array
  readonly map: RegionMap
  /** In the order of the regions. */
  readonly lines: readonly number[][][]
}

/** By layer; a revision never changes. */
const kept = new WeakMap<OpenStudy, Map<number, FoundRegions>>()

/** The regions of a layer's newest mask. Fails LAYER_NOT_FOUND, FILE_DAMAGED. */
export async function regionsOfLayer(study: OpenStudy, layer: number): Promise<FoundRegions> {
  const { revision, bytes } = await LabelService.mask(study, layer)
  const cache = kept.get(study) ?? new Map<number, FoundRegions>()
  kept.set(study, cache)
  const known = cache.get(layer)
  if (known?.revision === revision) return known
  const map = regionMap(decodeMask(bytes))
  const lines = map.regions.map((_, place) => regionLines(map, place))
  const found = { revision, bytes, map, lines }
  cache.delete(layer)
  cache.set(layer, found)
  for (const old of cache.keys()) {
    if (cache.size <= KEPT) break
    cache.delete(old)
  }
  return found
}
