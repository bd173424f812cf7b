import { basename, dirname, extname, relative, sep } from 'node:path'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { isImageName, stemOf } from '../found/listFiles.ts'
import type { Layout } from './Layout.ts'
import { isMaskName } from './maskNames.ts'
import { type Keyed, matchedMasks } from './matchedMasks.ts'
import { placed } from './placed.ts'

/**
 * Any folder: every image in it at any depth; `a_mask.png` beside `a.png`, or `mask_a.png` beside `img_a.png`, is its
 * mask. Beside such masks, one that has no frame is refused by name; where no picture has a mask, a name says nothing.
 */
export const folderLayout: Layout = {
  name: 'folder',
  recognises: async () => true,
  async find(source, options) {
    const all = source.files.filter(isImageName)
    const masks: Keyed[] = []
    const frames: Keyed[] = []
    for (const path of all)
      (isMaskName(stemOf(path)) ? masks : frames).push({ path, key: keyOf(source.folder, path) })
    const maskOf = new Map<string, string>()
    const passedOver = new Set<string>()
    // Names tell of neighbours alone.
    const inFolder = Map.groupBy(frames, ({ path }) => dirname(path))
    for (const [folder, own] of Map.groupBy(masks, ({ path }) => dirname(path))) {
      const found = matchedMasks(source, inFolder.get(folder) ?? [], own)
      if (found.maskOf.size === 0) continue
      for (const [frame, mask] of found.maskOf) maskOf.set(frame, mask)
      for (const { path } of own) passedOver.add(path)
      for (const path of found.alone) source.refuse(path, reasonOf('maskWithoutFrame'))
    }
    const drawn = all
      .filter((path) => !passedOver.has(path))
      .map((path) => {
        const mask = maskOf.get(path)
        return { path, ...(mask ? { mask: { path: mask } } : {}) }
      })
    return placed(source, drawn, options.groupBy)
  },
}

const keyOf = (folder: string, path: string) =>
  (path === folder ? basename(path) : relative(folder, path))
    .slice(0, -extname(path).length)
    .split(sep)
    .join('/')
    .normalize('NFC')
