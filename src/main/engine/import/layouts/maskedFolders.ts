import { join, relative, sep } from 'node:path'
import { bareStemOf, frameStemOf, isMaskName } from './maskNames.ts'

/** What folders of images are called. */
export const IMAGES = ['images', 'image', 'imgs', 'img', 'frames', 'original', 'originals', 'jpegimages']
/** What says it only beside masks. */
const INPUTS = ['data', 'input', 'inputs']
/** What folders of masks are called, the clearest first. */
export const MASKS = [
  'masks',
  'mask',
  'segmentationclass',
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
export const ABOUT = /\.(json|xml|txt|csv|md|ya?ml|cache)$/i

/** A folder of images and the folder of their masks. */
export interface MaskedFolder {
  readonly images: string
  readonly masks: string
}

/**
 * Folders of masks below a folder, at any depth, each with the folder of its images: `masks` beside `images`,
 * `SegmentationClass` beside `JPEGImages`, `labelsTr` beside `imagesTr`, `train_gt` beside `train`, or `masks` alone
 * for the images around it. Annotations in text lie in folders of the same names, and make none; a mask of any
 * other kind does, and is named where it cannot be read.
 */
export function maskedFolders(folder: string, files: readonly string[]): MaskedFolder[] {
  const tree = foldersIn(folder, files)
  const found: MaskedFolder[] = []
  for (const [parent, children] of tree) {
    const taken = new Set<string>()
    for (const masks of inOrderOfNames(children)) {
      const images = imagesBeside(masks, children)
      if (images === masks || (images !== undefined && taken.has(images))) continue
      if (images === undefined && (!isCalledMasks(masks) || taken.size > 0)) continue
      taken.add(images ?? '')
      found.push({ images: join(folder, parent, images ?? ''), masks: join(folder, parent, masks) })
    }
  }
  return found
}

export const isCalledMasks = (name: string) => MASKS.includes(name.toLowerCase())

/** Folders that hold more than text at any depth, by the folder that they lie in, all below the first one. */
function foldersIn(folder: string, files: readonly string[]): Map<string, Set<string>> {
  const tree = new Map<string, Set<string>>()
  for (const file of files) {
    if (ABOUT.test(file) || !file.startsWith(folder + sep)) continue
    const parts = relative(folder, file).split(sep).slice(0, -1)
    parts.forEach((name, depth) => {
      const parent = parts.slice(0, depth).join(sep)
      const children = tree.get(parent) ?? new Set()
      tree.set(parent, children.add(name))
    })
  }
  return tree
}

/** Folders that could hold masks, the clearest names first. */
function inOrderOfNames(children: ReadonlySet<string>): string[] {
  const rank = (name: string) => {
    const place = MASKS.indexOf(name.toLowerCase())
    return place < 0 ? MASKS.length : place
  }
  return [...children]
    .filter((name) => isCalledMasks(name) || SPLIT_LABELS.test(name) || isMaskName(name))
    .sort((a, b) => rank(a) - rank(b))
}

/** nnU-Net's folders. */
const SPLIT_LABELS = /^labels(tr|ts|val)$/i

function imagesBeside(masks: string, children: ReadonlySet<string>): string | undefined {
  const among = (is: (name: string) => boolean) => [...children].find((name) => name !== masks && is(name))
  const plain = (name: string) => name.toLowerCase()
  if (isCalledMasks(masks)) {
    for (const wanted of [...IMAGES, ...INPUTS]) {
      const found = among((name) => plain(name) === wanted)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (SPLIT_LABELS.test(masks))
    return among((name) => plain(name) === plain(masks).replace('labels', 'images'))
  const wanted = plain(frameStemOf(masks))
  return among((name) => plain(name) === wanted) ?? among((name) => plain(bareStemOf(name)) === wanted)
}
