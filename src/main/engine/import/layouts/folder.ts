import { dirname, join } from 'node:path'
import { placed } from '../found/grouping.ts'
import { isImageName, listFiles, stemOf } from '../found/listFiles.ts'
import type { Layout } from './Layout.ts'
import { frameStemOf, isMaskName } from './maskNames.ts'

/** Any folder: every image in it at any depth; `a_mask.png` beside `a.png` is its mask. */
export const folderLayout: Layout = {
  name: 'folder',
  recognises: async () => true,
  async find(folder, options) {
    const all = (await listFiles(folder, 'any')).filter(isImageName)
    const keyOf = (path: string) => join(dirname(path), frameStemOf(stemOf(path)))
    const bare = new Set(all.filter((path) => !isMaskName(stemOf(path))).map(keyOf))
    const isMask = (path: string) => isMaskName(stemOf(path)) && bare.has(keyOf(path))
    const maskOf = new Map(all.filter(isMask).map((path) => [keyOf(path), path]))
    const frames = all
      .filter((path) => !isMask(path))
      .map((path) => {
        const mask = maskOf.get(keyOf(path))
        return { path, ...(mask ? { mask: { path: mask } } : {}) }
      })
    return placed(folder, frames, options.groupBy)
  },
}
