import { dirname, join } from 'node:path'
import { isImageName, stemOf } from '../found/listFiles.ts'
import type { Layout } from './Layout.ts'
import { frameStemOf, isMaskName, onlyMasks } from './maskNames.ts'
import { placed } from './placed.ts'

/** Any folder: every image in it at any depth; `a_mask.png` beside `a.png` is its mask. */
export const folderLayout: Layout = {
  name: 'folder',
  recognises: async () => true,
  async find(source, options) {
    const all = source.files.filter(isImageName)
    const keyOf = (path: string) => join(dirname(path), frameStemOf(stemOf(path))).normalize('NFC')
    const bare = new Set(all.filter((path) => !isMaskName(stemOf(path))).map(keyOf))
    const masks = all.filter((path) => isMaskName(stemOf(path)) && bare.has(keyOf(path)))
    const maskOf = onlyMasks(source, masks, keyOf)
    const isMask = new Set(masks)
    const frames = all
      .filter((path) => !isMask.has(path))
      .map((path) => {
        const mask = maskOf.get(keyOf(path))
        return { path, ...(mask ? { mask: { path: mask } } : {}) }
      })
    return placed(source, frames, options.groupBy)
  },
}
