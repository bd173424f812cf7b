import { dirname, relative } from 'node:path'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { Source } from '../found/Source.ts'
import { type Drawn, framesNamed, jsonKindOf } from './framesNamed.ts'
import type { Layout } from './Layout.ts'
import { nearFile } from './nearFile.ts'
import { placed } from './placed.ts'

/** Label Studio's JSON (not its "JSON-MIN") with brushes and outlines of many images, over or beside these. */
export const labelStudioLayout: Layout = {
  name: 'label-studio',
  recognises: async (source) => (await framesIn(source)).length > 0,
  find: async (source, { groupBy }) => placed(source, await framesIn(source), groupBy),
}

/** Each image once: the first file that names it counts. */
async function framesIn(source: Source): Promise<Drawn[]> {
  const frames = new Map<string, Drawn>()
  for (const path of source.files) {
    if (!path.toLowerCase().endsWith('.json') || (await jsonKindOf(source, path)) !== 'labelStudio') continue
    const near = nearFile(source, relative(source.folder, dirname(path)))
    const named = (image: string) => near(asUploaded(source, image))
    for (const frame of await framesNamed(source, path, 'labelStudio', named)) {
      if (!frames.has(frame.path)) frames.set(frame.path, frame)
      else source.refuse(frame.mask?.path ?? path, reasonOf('imageTwice'))
    }
  }
  return [...frames.values()]
}

/** Label Studio puts eight digits before the names of files that are uploaded to it. */
const UPLOADED = /(^|\/)[0-9a-f]{8}-([^/]+)$/

const asUploaded = (source: Source, image: string) =>
  typeof source.named(image) === 'string' ? image : image.replace(UPLOADED, '$1$2')
