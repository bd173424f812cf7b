import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { framePath } from '../../src/main/files/originals.ts'
import { decodeMask } from '../../src/shared/domain/rle.ts'
import { wordsOf } from '../../src/shared/reasons/wordsOf.ts'
import { exchangeRow, pixelsThatDiffer } from '../support/exchangeTable.ts'
import { importing } from '../support/importing.ts'
import { callIn } from '../support/me.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const SIZE = { width: 30, height: 40 }

/** What `tests/oracles/mask_layouts.py` says of a set. */
interface Meant {
  readonly frames: number
  readonly masked: readonly number[]
  readonly refused?: Readonly<Record<string, number>>
}

const sets = [
  ['nested-pairs', 'images and masks, for each patient'],
  ['pairs-with-subfolders', 'equal names in subfolders'],
  ['split-pairs', 'train, val and test with images and masks'],
  ['splits-below-pairs', 'images and masks with train and val'],
  ['train-gt', 'train and train_gt'],
  ['isic', 'ISIC 2018'],
  ['nnunet', 'nnU-Net'],
  ['voc', 'Pascal VOC'],
  ['masks-below-images', 'masks in a folder among the images'],
  ['flat-masks', 'images in subfolders, masks in one folder'],
  ['numbered', 'img_1 and mask_1'],
  ['accents', 'accents as macOS writes them'],
  ['beside', 'x_mask beside x'],
  ['beside-in-images', 'x_mask beside x, in images'],
  ['several-masks', 'two masks of one frame'],
  ['masks-alone', 'masks without images'],
  ['coco-subfolders', 'COCO, equal names in subfolders'],
  ['coco-other-folder', 'COCO, an image of another split'],
  ['coco-beside-root', 'COCO, an equal name beside the file'],
  ['roboflow', 'COCO as Roboflow lays it out'],
  ['cvat-subfolders', 'CVAT under another name, equal names in subfolders'],
  ['labelme-paths', 'LabelMe, paths of another system'],
  ['pairs-and-coco', 'pairs and COCO in one folder'],
  ['coco-and-unlisted', 'COCO beside pictures that it does not list'],
] as const

describe.skipIf(!pythonHas('PIL', 'numpy', 'pycocotools'))('masks in the folders of other people', () => {
  const here = importing(['normal', 'benign', 'malignant'])
  let place: ReturnType<typeof temporaryFolder>
  let meant: Readonly<Record<string, Meant>>
  beforeAll(() => {
    place = temporaryFolder()
    const oracle = join(project, 'tests/oracles/mask_layouts.py')
    const { status, stderr } = spawnSync(python, [oracle, place.path])
    if (status !== 0) throw new Error(stderr.toString())
    meant = JSON.parse(readFileSync(join(place.path, 'meant.json'), 'utf8')) as typeof meant
  })
  afterAll(() => place.remove())

  /** The masks that came in by the numbers of their frames, which their pixels say; undefined for none. */
  async function masksByNumber(): Promise<Map<number, Uint8Array | undefined>> {
    const { db, folder } = here.study.store
    const rows = await db.selectFrom('frame').select(['id', 'sha256', 'extension']).execute()
    const found = new Map<number, Uint8Array | undefined>()
    for (const { id, sha256, extension } of rows) {
      const pixels = await sharp(framePath(folder, sha256, extension))
        .raw()
        .toBuffer()
      const [layer] = await LabelService.list(callIn(here.study), id)
      const mask = layer && decodeMask((await LabelService.mask(here.study, layer.id)).bytes)
      found.set(pixels[0] ?? -1, mask?.data)
    }
    return found
  }

  it.each(sets)('%s: %s', async (name, what) => {
    const { frames, masked, refused = {} } = meant[name] ?? { frames: -1, masked: [] }
    const folder = join(place.path, name)
    const survey = await here.survey(folder).catch((error: unknown) => error)
    const report = await here.bring(folder).catch((error: unknown) => error)
    expect(survey).toMatchObject({ masks: masked.length })
    expect(report).toMatchObject({ added: frames, masks: masked.length })
    const { rejected } = report as Awaited<ReturnType<typeof here.bring>>
    const counts = new Map<string, number>()
    for (const { reason } of rejected) counts.set(reason.name, (counts.get(reason.name) ?? 0) + 1)
    expect(Object.fromEntries(counts)).toEqual(refused)
    const found = await masksByNumber()
    let differing = 0
    for (const n of masked) {
      const truth = Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, i) =>
        i < (n + 1) * SIZE.width ? 1 : 0,
      )
      differing += pixelsThatDiffer(found.get(n), truth)
    }
    const sentence = rejected[0] ? wordsOf(rejected[0].reason, 'en') : ''
    exchangeRow({
      format: what,
      direction: 'in',
      other: 'Pillow, pycocotools',
      what: `${frames} frames, ${masked.length} masks`,
      files: masked.length,
      differing,
      sentence,
    })
    expect(differing).toBe(0)
  })
})
