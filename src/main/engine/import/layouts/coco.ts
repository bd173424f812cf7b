import { dirname, join } from 'node:path'
import type { Source } from '../found/Source.ts'
import { framesNamed, jsonKindOf } from './framesNamed.ts'
import type { Layout } from './Layout.ts'
import { placed } from './placed.ts'

/** COCO: one JSON file with polygons or run-length masks, beside the images or in `annotations/`. */
export const cocoLayout: Layout = {
  name: 'coco',
  recognises: async (source) => (await framesIn(source)).length > 0,
  find: async (source, options) => placed(source, await framesIn(source), options.groupBy),
}

async function framesIn(source: Source) {
  const places = new Set([source.folder, join(source.folder, 'annotations')])
  const frames: Awaited<ReturnType<typeof framesNamed>>[] = []
  for (const path of source.files) {
    if (!path.endsWith('.json') || !places.has(dirname(path))) continue
    if ((await jsonKindOf(source, path)) === 'coco') frames.push(await framesNamed(source, path, 'coco'))
  }
  return frames.flat()
}
