import { basename, dirname, join, relative, sep } from 'node:path'
import { isImageName, stemOf } from '../found/listFiles.ts'
import { readWhole } from '../found/readWhole.ts'
import { refusalOf } from '../found/refusalOf.ts'
import type { Source } from '../found/Source.ts'
import { splitOfFolder } from '../found/splitOfFolder.ts'
import { frameDrawnIn } from './framesNamed.ts'
import type { Layout } from './Layout.ts'
import { placed } from './placed.ts'
import { yoloNames } from './yoloNames.ts'

const MOST_BYTES = 1e6

/**
 * YOLO segmentation: `labels/…/a.txt` with the outlines on `images/…/a.png`, in folders for the splits or within such,
 * and the names of classes in `data.yaml`. An image without a text file is one that nobody labelled.
 */
export const yoloLayout: Layout = {
  name: 'yolo',
  recognises: async (source) => pairsIn(source).some(({ text }) => text !== undefined),
  async find(source, { groupBy }) {
    const names = await namesIn(source)
    const frames = []
    for (const { image, text } of pairsIn(source)) {
      const split = splitOfFolder(relative(source.folder, dirname(image)))
      const drawn = text
        ? await frameDrawnIn(source, text, 'yolo', image, (label) => names.get(label) ?? label)
        : {}
      frames.push({ ...drawn, path: image, ...(split ? { split } : {}) })
    }
    // The folders tell the splits and no patients.
    return placed(source, frames, groupBy, source.folder, ({ path }) => dirname(path))
  },
}

/** The images below a folder `images` that has `labels` beside it, each with its text. */
function pairsIn({ folder, files }: Source): { image: string; text: string | undefined }[] {
  const texts = new Set(files.filter((path) => path.endsWith('.txt')))
  const labelled = new Set([...texts].map(dirname))
  return files.filter(isImageName).flatMap((image) => {
    const parts = relative(folder, dirname(image)).split(sep)
    const at = parts.lastIndexOf('images')
    if (at < 0) return []
    const labels = join(folder, ...parts.with(at, 'labels'))
    const text = join(labels, `${stemOf(image)}.txt`)
    return labelled.has(labels) ? [{ image, text: texts.has(text) ? text : undefined }] : []
  })
}

async function namesIn(source: Source): Promise<ReadonlyMap<string, string>> {
  const file = source.files.find((path) => /^(.*\.ya?ml|classes\.txt)$/i.test(basename(path)))
  if (file === undefined) return new Map()
  try {
    return yoloNames(file, (await readWhole(file, MOST_BYTES)).toString('utf8'))
  } catch (error) {
    source.refuse(file, refusalOf(error))
    return new Map()
  }
}
