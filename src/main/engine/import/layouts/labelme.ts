import { dirname, join, relative } from 'node:path'
import { isImageName, stemOf } from '../found/listFiles.ts'
import type { Source } from '../found/Source.ts'
import { type Drawn, framesNamed, jsonKindOf } from './framesNamed.ts'
import type { Layout } from './Layout.ts'
import { nearFile } from './nearFile.ts'
import { placed } from './placed.ts'

/** A folder of LabelMe's files shows itself among its first JSON files. */
const LOOKED_AT = 200

/** LabelMe: beside each image a JSON file of the same name with the shapes drawn on it. */
export const labelmeLayout: Layout = {
  name: 'labelme',
  async recognises(source) {
    for (const path of jsonIn(source).slice(0, LOOKED_AT))
      if ((await jsonKindOf(source, path)) === 'labelme') return true
    return false
  },
  async find(source, options) {
    const images = new Map(source.files.filter(isImageName).map((path) => [keyOf(path), path]))
    const frames = new Map<string, Drawn>()
    for (const path of jsonIn(source)) {
      if ((await jsonKindOf(source, path)) !== 'labelme') continue
      const folder = relative(source.folder, dirname(path))
      const near = nearFile(source, folder)
      const named = await framesNamed(source, path, 'labelme', (image) => below(folder, near(image), image))
      // A file that cannot be read keeps its image not outside: it comes in without a mask.
      const beside = images.get(keyOf(path))
      const own = named.length === 0 && beside !== undefined ? [{ path: beside }] : named
      for (const frame of own) if (!frames.get(frame.path)?.mask) frames.set(frame.path, frame)
    }
    return placed(source, [...frames.values()], options.groupBy)
  },
}

const jsonIn = ({ files }: Source) => files.filter((path) => path.endsWith('.json'))

const keyOf = (path: string) => join(dirname(path), stemOf(path))

/** An image that does not lie near its file, seen from the folder of all; one from elsewhere counts by its name alone. */
const below = (folder: string, near: string, image: string) =>
  near === image ? join(folder, image.replaceAll('\\', '/')) : near
