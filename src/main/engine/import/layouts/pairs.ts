import { readdir } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { Failure } from '../../../../shared/contract/failure.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { Found } from '../found/Incoming.ts'
import { listPlace, stemOf } from '../found/listFiles.ts'
import type { Source } from '../found/Source.ts'
import type { Layout } from './Layout.ts'
import { frameStemOf, onlyMasks } from './maskNames.ts'
import { placed } from './placed.ts'

const IMAGES = ['images', 'image', 'imgs', 'img', 'frames', 'original', 'originals']
const MASKS = [
  'masks',
  'mask',
  'labels',
  'label',
  'gt',
  'ground truth',
  'groundtruth',
  'ground_truth',
  'annotations',
  'segmentations',
]

/** Files that tell of masks and are none. */
const ABOUT = /\.(json|xml|txt|csv|md)$/i

/**
 * A folder of images beside a folder of masks with the same names, at any depth; extensions may differ, and masks
 * may call themselves so (`a_mask.png`). Kvasir-SEG, CVC-ClinicDB and most research sets look like this. Patients
 * come from `manifest.csv` where there is one. The folder of images alone stands for both: the one case in which something
 * beside what was chosen is read, and never over a link.
 */
export const pairsLayout: Layout = {
  name: 'pairs',
  recognises: async ({ folder }) => (await parts(folder)) !== undefined,
  async find(source, options) {
    const found = await parts(source.folder)
    if (!found) {
      throw new Failure('noImagesFolder', { folder: source.folder })
    }
    const { root, images, masks } = found
    const maskOf = await masksByFrame(source, masks)
    // Files of any kind are taken: what is no image is then named as rejected, not passed over in silence.
    const paths = source.files.filter((path) => path.startsWith(images + sep))
    const frames = paths.map((path) => {
      const own = keyOf(images, path)
      const mask = maskOf.get(own)
      maskOf.delete(own)
      return { path, ...(mask ? { mask: { path: mask } } : {}) }
    })
    return [
      ...(await placed(source, frames, options.groupBy, root)),
      ...[...maskOf.values()].map(withoutFrame),
    ]
  },
}

/** macOS writes accents apart: the mask of a set that it packed belongs to its frame all the same. */
const keyOf = (folder: string, path: string) =>
  join(dirname(relative(folder, path)), frameStemOf(stemOf(path))).normalize('NFC')

async function masksByFrame(source: Source, masks: string | undefined): Promise<Map<string, string>> {
  if (masks === undefined) return new Map()
  const { files } = masks.startsWith(source.folder + sep) ? source : await listPlace(masks)
  const paths = files.filter((path) => path.startsWith(masks + sep) && !ABOUT.test(path))
  return onlyMasks(source, paths, (path) => keyOf(masks, path))
}

const withoutFrame = (path: string): Found => ({
  path,
  patient: '',
  examination: '',
  place: 0,
  refused: reasonOf('maskWithoutFrame'),
})

/** Folder of images and, beside it, folder of masks; `folder` holds both, or is the first. */
async function parts(
  folder: string,
): Promise<{ root: string; images: string; masks: string | undefined } | undefined> {
  const images = await subfolder(folder, IMAGES)
  if (images) return { root: folder, images, masks: await subfolder(folder, MASKS) }
  const root = dirname(folder)
  if (!IMAGES.includes(basename(folder).toLowerCase())) return undefined
  const masks = await subfolder(root, MASKS)
  return masks ? { root, images: folder, masks } : undefined
}

async function subfolder(folder: string, names: readonly string[]): Promise<string | undefined> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  for (const wanted of names) {
    const found = folders.find((name) => name.toLowerCase() === wanted)
    if (found) return join(folder, found)
  }
  return undefined
}
