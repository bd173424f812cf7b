import { readdir } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, sep } from 'node:path'
import { Failure } from '../../../../shared/contract/failure.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { Found } from '../found/Incoming.ts'
import { isImageName, listPlace } from '../found/listFiles.ts'
import { areGeneral } from '../found/nameGroups.ts'
import type { Source } from '../found/Source.ts'
import { splitOfFolder } from '../found/splitOfFolder.ts'
import type { Layout } from './Layout.ts'
import { ABOUT, IMAGES, isCalledMasks, MASKS, type MaskedFolder, maskedFolders } from './maskedFolders.ts'
import { type Keyed, matchedMasks } from './matchedMasks.ts'
import { placed } from './placed.ts'

/**
 * Folders of images, each beside a folder of masks with the same names, at any depth; endings may differ, and masks
 * may call themselves so (`a_mask.png`). Kvasir-SEG, CVC-ClinicDB, Pascal VOC, nnU-Net and most research sets look like
 * this. Patients come from `manifest.csv` where there is one; splits from folders where they name more than one. The
 * folder of images alone stands for both: the one case in which something beside what was chosen is read, and never
 * over a link.
 */
export const pairsLayout: Layout = {
  name: 'pairs',
  recognises: async (source) => (await partsOf(source)).pairs.length > 0,
  async find(source, options) {
    const { root, pairs } = await partsOf(source)
    const folders = pairs.length > 0 ? pairs : await imagesAlone(source)
    const drawn: (Framed & { mask?: { path: string } })[] = []
    const alone: string[] = []
    for (const { pair, frames, masks } of await filesOf(source, folders)) {
      const { maskOf, alone: own } = matchedMasks(
        source,
        keyed(pair.images, frames),
        keyed(pair.masks, masks),
      )
      alone.push(...own)
      for (const path of frames) {
        const mask = maskOf.get(path)
        drawn.push({ path, pair, ...(mask ? { mask: { path: mask } } : {}) })
      }
    }
    const known = await placed(source, drawn, options.groupBy, root, ({ pair }) => baseOf(root, pair))
    return [...withSplits(root, known), ...alone.map(withoutFrame)]
  },
}

interface Framed {
  readonly path: string
  readonly pair: MaskedFolder
}

interface Files {
  readonly pair: MaskedFolder
  readonly frames: readonly string[]
  readonly masks: readonly string[]
}

/** The files of each pair, the deepest first; what lies in none of them is not looked at. */
async function filesOf(source: Source, pairs: readonly MaskedFolder[]): Promise<Files[]> {
  const isMask = (path: string) => pairs.some(({ masks }) => isBelow(masks, path))
  const taken = new Set<string>()
  const found: Files[] = []
  for (const pair of pairs.toSorted((a, b) => b.images.length - a.images.length)) {
    // Files of any kind are taken: what is no image is then named as rejected, not passed over in silence.
    const own = source.files.filter((path) => isBelow(pair.images, path) && !isMask(path) && !taken.has(path))
    const frames = isBelow(pair.images, pair.masks) ? own.filter((path) => !ABOUT.test(path)) : own
    for (const path of frames) taken.add(path)
    const { files } = isBelow(source.folder, pair.masks) ? source : await listPlace(pair.masks)
    found.push({
      pair,
      frames,
      masks: files.filter((path) => isBelow(pair.masks, path) && !ABOUT.test(path)),
    })
  }
  return found
}

const isBelow = (folder: string, path: string) => path.startsWith(folder + sep)

/** nnU-Net numbers the channels of a picture; the first has the mask. */
const FIRST_CHANNEL = /_0000$/

/** macOS writes accents apart: the mask of a set that it packed belongs to its frame all the same. */
function keyed(folder: string, paths: readonly string[]): Keyed[] {
  const isNumbered = /^images(tr|ts|val)$/i.test(basename(folder))
  return paths.map((path) => {
    const key = relative(folder, path.slice(0, path.length - extname(path).length)).normalize('NFC')
    return { path, key: isNumbered ? key.replace(FIRST_CHANNEL, '') : key }
  })
}

/** Where folders begin that can tell a patient: one called `train` tells none. */
function baseOf(root: string, { images }: MaskedFolder): string {
  const within = relative(root, images)
  return areGeneral([within.replace(/(tr|ts|val|training)$/i, '')]) ? images : root
}

/** Folders are splits where they name more than one: a set that has only its `train` is still to be dealt out. */
function withSplits<F extends Framed>(root: string, frames: readonly F[]): F[] {
  const splits = frames.map(({ path }) => splitOfFolder(relative(root, dirname(path))))
  if (new Set(splits).size < 2 || splits.includes(undefined)) return [...frames]
  return frames.map((frame, i) => {
    const split = splits[i]
    return split ? { ...frame, split } : frame
  })
}

const withoutFrame = (path: string): Found => ({
  path,
  patient: '',
  examination: '',
  place: 0,
  refused: reasonOf('maskWithoutFrame'),
})

/** The pairs of a source, below the folder or, where it is the folder of images itself, beside it. */
async function partsOf({ folder, files }: Source): Promise<{ root: string; pairs: readonly MaskedFolder[] }> {
  const pairs = maskedFolders(folder, files)
  const [root, name] = [dirname(folder), basename(folder)]
  if (pairs.length > 0) return { root: folder, pairs }
  // Masks alone come in as none's: their images lie beside what was chosen, and are not asked for. DICOM's say themselves
  // what they belong to.
  if (isCalledMasks(name) && files.some(isImageName) && (await subfolder(root, IMAGES)))
    return { root, pairs: [{ images: folder, masks: folder }] }
  const masks = IMAGES.includes(name.toLowerCase()) ? await subfolder(root, MASKS) : undefined
  return masks ? { root, pairs: [{ images: folder, masks }] } : { root: folder, pairs }
}

/** Where somebody says that a folder is one of pairs and it has no masks yet. */
async function imagesAlone({ folder }: Source): Promise<MaskedFolder[]> {
  const images = await subfolder(folder, IMAGES)
  if (!images) throw new Failure('noImagesFolder', { folder })
  return [{ images, masks: join(images, 'masks') }]
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
