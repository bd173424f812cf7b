import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../../shared/contract/failure.ts'
import { placesFor } from '../grouping.ts'
import type { Layout } from './Layout.ts'
import { listFiles, stemOf } from './listFiles.ts'

const IMAGES = ['images', 'Images', 'Image', 'image', 'frames']
const MASKS = ['masks', 'Masks', 'Mask', 'mask', 'labels']

/**
 * A folder of images beside a folder of masks with the same names; extensions may differ. Kvasir-SEG,
 * CVC-ClinicDB and most research sets look like this. Patients come from `manifest.csv` where there is one.
 */
export const pairsLayout: Layout = {
  name: 'pairs',
  recognises: async (folder) => (await subfolder(folder, IMAGES)) !== undefined,
  async find(folder, options) {
    const images = await subfolder(folder, IMAGES)
    if (!images) {
      throw new Failure('noImagesFolder', { folder })
    }
    const masks = await subfolder(folder, MASKS)
    const maskOf = new Map((masks ? await listFiles(masks, 'top') : []).map((path) => [stemOf(path), path]))
    // Files of any kind are taken: what is no image is then named as rejected, not passed over in silence.
    const paths = await listFiles(images, 'top')
    const places = await placesFor(folder, paths, options.groupBy)
    return paths.map((path, i) => {
      const mask = maskOf.get(stemOf(path))
      return { path, ...places[i]!, ...(mask ? { mask: { path: mask } } : {}) }
    })
  },
}

async function subfolder(folder: string, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const path = join(folder, name)
    if ((await stat(path).catch(() => undefined))?.isDirectory()) return path
  }
  return undefined
}
