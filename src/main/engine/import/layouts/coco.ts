import { dirname, relative } from 'node:path'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { Source } from '../found/Source.ts'
import { type Drawn, framesNamed, jsonKindOf } from './framesNamed.ts'
import type { Layout } from './Layout.ts'
import { nearFile } from './nearFile.ts'
import { placed } from './placed.ts'

/**
 * COCO: JSON files with polygons or run-length masks of many images, wherever they lie: beside the images, as Roboflow
 * writes `train/_annotations.coco.json`, or in `annotations/`.
 */
export const cocoLayout: Layout = {
  name: 'coco',
  recognises: async (source) => (await framesIn(source)).length > 0,
  find: async (source, options) => placed(source, await framesIn(source), options.groupBy),
}

/** Each image once: the first file that names it counts. */
async function framesIn(source: Source): Promise<Drawn[]> {
  const frames = new Map<string, Drawn>()
  for (const path of source.files) {
    if (!path.toLowerCase().endsWith('.json') || (await jsonKindOf(source, path)) !== 'coco') continue
    const near = nearFile(source, relative(source.folder, dirname(path)))
    for (const frame of await framesNamed(source, path, 'coco', near)) {
      if (!frames.has(frame.path)) frames.set(frame.path, frame)
      else source.refuse(frame.mask?.path ?? path, reasonOf('imageTwice'))
    }
  }
  return [...frames.values()]
}
