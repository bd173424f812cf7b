import { extname, join, sep } from 'node:path'
import type { Split } from '../../../../shared/contract/frames.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { Found, ImportOptions } from '../found/Incoming.ts'
import { isImageName } from '../found/listFiles.ts'
import type { Source } from '../found/Source.ts'
import type { Layout } from './Layout.ts'
import { matchedMasks } from './matchedMasks.ts'
import { placed } from './placed.ts'

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
  recognises: async (source) => FOLDERS.some(([name]) => filesBelow(source, name, 'Image').length > 0),
  async find(source, options) {
    const found: Found[][] = []
    for (const [name, split] of FOLDERS) found.push(await findSplit(source, name, split, options))
    return found.flat()
  },
}

function filesBelow({ folder, files }: Source, ...names: string[]): string[] {
  const place = join(folder, ...names) + sep
  return files.filter((path) => path.startsWith(place))
}

async function findSplit(
  source: Source,
  name: string,
  split: Split,
  options: ImportOptions,
): Promise<Found[]> {
  const images = filesBelow(source, name, 'Image').filter(isImageName)
  const masks = filesBelow(source, name, 'Mask').filter(isImageName)
  const { maskOf, alone } = matchedMasks(
    source,
    images.map(keyedBelow(join(source.folder, name, 'Image'))),
    masks.map(keyedBelow(join(source.folder, name, 'Mask'))),
  )
  for (const path of alone) source.refuse(path, reasonOf('maskWithoutFrame'))
  const frames = images.map((path) => {
    const mask = maskOf.get(path)
    return { path, split, ...(mask ? { mask: { path: mask } } : {}) }
  })
  return placed(source, frames, options.groupBy, join(source.folder, name, 'Image'))
}

const keyedBelow = (folder: string) => (path: string) => ({
  path,
  key: path.slice(folder.length + 1, -extname(path).length).normalize('NFC'),
})
