import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Split } from '../../../../shared/contract/frames.ts'
import { placed } from '../found/grouping.ts'
import type { Found, ImportOptions } from '../found/Incoming.ts'
import { isImageName, listFiles, stemOf } from '../found/listFiles.ts'
import type { Layout } from './Layout.ts'

const FOLDERS: readonly (readonly [name: string, split: Split])[] = [
  ['train', 'train'],
  ['val', 'validation'],
  ['validation', 'validation'],
  ['test', 'test'],
]

/**
 * The public FAHSYU-LC set: `train/Image/2019_benign_NBI_62.png` with `train/Mask/…` of the same name, the same
 * under `val` and `test`; the folder is the split. Masks are grey: 0 background, 1 benign, 2 malignant.
 */
export const fahsyuLayout: Layout = {
  name: 'fahsyu',
  recognises: async (folder) => (await splitFolders(folder)).length > 0,
  async find(folder, options) {
    const found: Found[] = []
    for (const [name, split] of await splitFolders(folder))
      found.push(...(await findSplit(join(folder, name), split, options)))
    return found
  },
}

async function splitFolders(folder: string): Promise<typeof FOLDERS> {
  const found: (typeof FOLDERS)[number][] = []
  for (const [name, split] of FOLDERS) {
    const place = await stat(join(folder, name, 'Image')).catch(() => undefined)
    if (place?.isDirectory()) found.push([name, split])
  }
  return found
}

async function findSplit(place: string, split: Split, options: ImportOptions): Promise<Found[]> {
  const images = (await listFiles(join(place, 'Image'), 'any')).filter(isImageName)
  const masks = await listFiles(join(place, 'Mask'), 'any').catch(() => [])
  const maskOf = new Map(masks.map((path) => [stemOf(path), path]))
  const frames = images.map((path) => {
    const mask = maskOf.get(stemOf(path))
    return { path, split, ...(mask ? { mask: { path: mask } } : {}) }
  })
  return placed(join(place, 'Image'), frames, options.groupBy)
}

/** Names of the images in a split file of the public code: a line has `Image/…` and mostly `Mask/…`. */
export async function readSplitFile(path: string): Promise<Set<string>> {
  const text = await readFile(path, 'utf8')
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  return new Set(lines.map((line) => stemOf(line.trim().split(/\s+/)[0] ?? '')))
}
