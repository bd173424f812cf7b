import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Split } from '../../../../shared/contract/frames.ts'
import { placesFor } from '../found/grouping.ts'
import type { Found, ImportOptions } from '../found/Incoming.ts'
import { isImageName, listFiles, stemOf } from '../found/listFiles.ts'
import type { Layout } from './Layout.ts'

const FOLDERS: Readonly<Record<string, Split>> = {
  train: 'train',
  val: 'validation',
  validation: 'validation',
  test: 'test',
}

/**
 * The public FAHSYU-LC set: `train/Image/2019_benign_NBI_62.png` with `train/Mask/…` of the same name, the same
 * under `val` and `test`; the folder is the split. Masks are grey: 0 background, 1 benign, 2 malignant.
 */
export const fahsyuLayout: Layout = {
  name: 'fahsyu',
  recognises: async (folder) => (await splitFolders(folder)).length > 0,
  async find(folder, options) {
    const found: Found[] = []
    for (const name of await splitFolders(folder)) found.push(...(await findSplit(folder, name, options)))
    return found
  },
}

async function splitFolders(folder: string): Promise<string[]> {
  const names: string[] = []
  for (const name of Object.keys(FOLDERS)) {
    const place = await stat(join(folder, name, 'Image')).catch(() => undefined)
    if (place?.isDirectory()) names.push(name)
  }
  return names
}

async function findSplit(folder: string, name: string, options: ImportOptions): Promise<Found[]> {
  const place = join(folder, name)
  const images = (await listFiles(join(place, 'Image'), 'any')).filter(isImageName)
  const masks = await listFiles(join(place, 'Mask'), 'any').catch(() => [])
  const maskOf = new Map(masks.map((path) => [stemOf(path), path]))
  const places = await placesFor(join(place, 'Image'), images, options.groupBy)
  return images.map((path, i) => {
    const mask = maskOf.get(stemOf(path))
    return { path, ...places[i]!, split: FOLDERS[name]!, ...(mask ? { mask: { path: mask } } : {}) }
  })
}

/** Names of the images in a split file of the public code: a line has `Image/…` and mostly `Mask/…`. */
export async function readSplitFile(path: string): Promise<Set<string>> {
  const text = await readFile(path, 'utf8')
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  return new Set(lines.map((line) => stemOf(line.trim().split(/\s+/)[0] ?? '')))
}
