import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import {
  isPredictedMap,
  type PredictedMaps,
  predictedMapIds,
} from '../../../shared/domain/heatMaps/predictedMaps.ts'
import { sha256 } from '../../files/durableFile.ts'
import { boundCache } from '../store/boundCache.ts'
import { keepInCache } from '../store/keepInCache.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** Of some hundred thousand frames; a model makes them again when it is asked about a frame. */
const BOUNDS = { name: 'maps', most: 2e9, largest: 8e3 }

/** Keeps the maps of all models within a size, those not looked at for longest first; returns the bytes that went. */
export const boundMaps = (folder: string, most?: number): Promise<number> => boundCache(folder, BOUNDS, most)

/** The size of the maps' grid. */
interface Grid {
  readonly width: number
  readonly height: number
}

/**
 * Keeps the maps of a model's doubts on a frame in the study's cache, which may be deleted at any time: an overlay without
 * them is as good a label. They are called by model and picture, so that no other catalogue's frame can be taken for it, and
 * what the same model has said of the same picture before stays where it is not said again: the round's second net is at hand
 * only at its end.
 */
export async function keepMaps(
  study: OpenStudy,
  model: string,
  frame: number,
  { maps, ...grid }: Grid & { readonly maps: PredictedMaps },
): Promise<void> {
  const path = await pathOf(study, model, frame)
  if (path === undefined) return
  await keepInCache(path, packed(grid, { ...(await readMaps(path, grid)), ...maps }))
}

/** What is kept of them, on that grid; null where nothing is, or nothing sound. */
export async function keptMaps(
  study: OpenStudy,
  model: string,
  frame: number,
  grid: Grid,
): Promise<PredictedMaps | null> {
  const path = await pathOf(study, model, frame)
  return path === undefined ? null : readMaps(path, grid)
}

async function pathOf(
  { store: { db, folder } }: OpenStudy,
  model: string,
  frame: number,
): Promise<string | undefined> {
  const row = await db.selectFrom('frame').select('sha256').where('id', '=', frame).executeTakeFirst()
  return row && join(folder, 'cache', 'maps', model, row.sha256.slice(0, 2), row.sha256)
}

/** Hex digits of the sha256 that the rest of a file is checked by. */
const HASH = 64

/** The sha256, a line of size and names, and all maps one after another, deflated: some 2 kB. */
function packed({ width, height }: Grid, maps: PredictedMaps): Buffer {
  const ids = predictedMapIds.filter((id) => maps[id])
  const data = deflateRawSync(Buffer.concat(ids.map((id) => maps[id] ?? new Uint8Array())))
  const rest = Buffer.concat([Buffer.from(`${[width, height, ...ids].join(' ')}\n`), data])
  return Buffer.concat([Buffer.from(sha256(rest)), rest])
}

/** Maps of another grid, of another version, or that are not what was written, are none. */
async function readMaps(path: string, { width, height }: Grid): Promise<PredictedMaps | null> {
  const file = await readFile(path).catch(() => undefined)
  if (!file || sha256(file.subarray(HASH)) !== file.toString('latin1', 0, HASH)) return null
  const end = file.indexOf('\n', HASH)
  const [wide, high, ...ids] = file.toString('latin1', HASH, end).split(' ')
  if (Number(wide) !== width || Number(high) !== height) return null
  const size = width * height
  const data = inflateRawSync(file.subarray(end + 1), { maxOutputLength: Math.max(1, size * ids.length) })
  const named = ids.map((id, n) => [id, new Uint8Array(data.subarray(n * size, (n + 1) * size))] as const)
  return Object.fromEntries(named.filter(([id]) => isPredictedMap(id)))
}
