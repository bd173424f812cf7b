import { join } from 'node:path'
import type { Source } from '../found/Source.ts'
import { framesNamed } from './framesNamed.ts'
import type { Layout } from './Layout.ts'
import { placed } from './placed.ts'

/** "CVAT for images 1.1": `annotations.xml` with polygons, boxes and masks, beside the images or over `images/`. */
export const cvatLayout: Layout = {
  name: 'cvat',
  recognises: async (source) => (await framesIn(source)).length > 0,
  find: async (source, options) => placed(source, await framesIn(source), options.groupBy),
}

async function framesIn(source: Source) {
  const path = join(source.folder, 'annotations.xml')
  return (await source.holds(path)) ? framesNamed(source, path, 'cvat') : []
}
