import { readdir } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { Failure } from '../../../../shared/contract/failure.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { placed } from '../found/grouping.ts'
import type { Found } from '../found/Incoming.ts'
import { listFiles, stemOf } from '../found/listFiles.ts'
import type { Layout } from './Layout.ts'
import { frameStemOf } from './maskNames.ts'

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
 * come from `manifest.csv` where there is one. The folder of images alone stands for both.
 */
export const pairsLayout: Layout = {
  name: 'pairs',
  recognises: async (folder) => (await parts(folder)) !== undefined,
  async find(folder, options) {
    const found = await parts(folder)
    if (!found) {
      throw new Failure('noImagesFolder', { folder })
    }
    const { root, images, masks } = found
    const maskOf = await masksByFrame(masks)
    // Files of any kind are taken: what is no image is then named as rejected, not passed over in silence.
    const paths = await listFiles(images, 'any')
    const frames = paths.map((path) => {
      const own = keyOf(images, path)
      const mask = maskOf.get(own)
      maskOf.delete(own)
      return { path, ...(mask ? { mask: { path: mask } } : {}) }
    })
    return [...(await placed(root, frames, options.groupBy)), ...[...maskOf.values()].map(withoutFrame)]
  },
}

const keyOf = (folder: string, path: string) =>
  join(dirname(relative(folder, path)), frameStemOf(stemOf(path)))

async function masksByFrame(masks: string | undefined): Promise<Map<string, string>> {
  const paths = masks ? (await listFiles(masks, 'any')).filter((path) => !ABOUT.test(path)) : []
  return new Map(paths.map((path) => [keyOf(masks ?? '', path), path]))
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
