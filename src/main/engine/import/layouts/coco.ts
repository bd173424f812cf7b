import type { Source } from '../found/Source.ts'
import { jsonKindOf } from './framesNamed.ts'
import { framesOfFiles } from './framesOfFiles.ts'
import type { Layout } from './Layout.ts'
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

const framesIn = (source: Source) =>
  framesOfFiles(source, {
    format: 'coco',
    isOne: async (path) =>
      path.toLowerCase().endsWith('.json') && (await jsonKindOf(source, path)) === 'coco',
  })
