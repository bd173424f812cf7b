import type { Source } from '../found/Source.ts'
import { jsonKindOf } from './framesNamed.ts'
import { framesOfFiles } from './framesOfFiles.ts'
import type { Layout } from './Layout.ts'
import { placed } from './placed.ts'

/** Label Studio's JSON (not its "JSON-MIN") with brushes and outlines of many images, over or beside these. */
export const labelStudioLayout: Layout = {
  name: 'label-studio',
  recognises: async (source) => (await framesIn(source)).length > 0,
  find: async (source, { groupBy }) => placed(source, await framesIn(source), groupBy),
}

const framesIn = (source: Source) =>
  framesOfFiles(source, {
    format: 'labelStudio',
    isOne: async (path) =>
      path.toLowerCase().endsWith('.json') && (await jsonKindOf(source, path)) === 'labelStudio',
    namedFrom: (image) => asUploaded(source, image),
  })

/** Label Studio puts eight digits before the names of files that are uploaded to it. */
const UPLOADED = /(^|\/)[0-9a-f]{8}-([^/]+)$/

const asUploaded = (source: Source, image: string) =>
  typeof source.named(image) === 'string' ? image : image.replace(UPLOADED, '$1$2')
