import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import { ExportService } from '../../src/main/engine/export/ExportService.ts'
import type { Reason } from '../../src/shared/reasons/index.ts'
import { wordsOf } from '../../src/shared/reasons/wordsOf.ts'
import { blobs } from '../support/blobs.ts'
import { exchangeRow, pixelsThatDiffer } from '../support/exchangeTable.ts'
import { importing } from '../support/importing.ts'
import { callIn } from '../support/me.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { project } from '../support/places.ts'

const here = importing(['normal', 'benign', 'malignant'])
const { at, bring } = here
const [WIDTH, HEIGHT] = [60, 40]

/** Other programs take long to load. */
const SLOW = 240_000

const said = (reason: Reason) => wordsOf(reason, 'en')

/** Runs one of our scripts in the other programs' Python. */
function inPython(script: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(python, [join(project, 'tests/oracles', script), ...args])
  expect(status, stderr.toString()).toBe(0)
  // Some of them greet on the lines before.
  return stdout.toString().trim().split('\n').at(-1) ?? ''
}

/** Pixels of the masks that came in which are not those of `truth`, and how many masks were compared. */
async function againstTruth(): Promise<{ files: number; differing: number; pixels: number }> {
  const masks = await here.masks()
  let [files, differing, pixels] = [0, 0, 0]
  for (const name of readdirSync(at('truth'))) {
    const truth = await sharp(at('truth', name)).extractChannel(0).raw().toBuffer()
    files++
    differing += pixelsThatDiffer(masks.get(name.replace('.png', ''))?.data, truth)
    pixels += truth.length
  }
  return { files, differing, pixels }
}

describe('sets of other programs come in as these read them', () => {
  // Pillow, with which labelme draws, adds single pixels at sharp corners, and OpenCV rounds other lines otherwise.
  it.for([
    ['COCO', 'coco', 'pycocotools', 'polygons, run lengths, texts as ids', 0],
    ['CVAT', 'cvat', 'pycocotools', 'rotated boxes and ellipses, polygons, masks, z_order', 0],
    ['LabelMe', 'labelme', 'labelme', 'polygons, rectangles, circles, masks', 0.0001],
    ['Label Studio', 'label-studio', 'label_studio_converter', 'brushes, polygons', 0],
    ['YOLO', 'yolo', 'supervision', 'outlines', 0.001],
  ] as const)('%s', { timeout: SLOW }, async ([format, kind, other, what, share], { skip }) => {
    if (!pythonHas('PIL', other === 'labelme' ? 'labelme.utils' : other)) return skip(`needs ${other}`)
    inPython('annotation_sets.py', kind, at())
    const report = await bring()
    const { files, differing, pixels } = await againstTruth()
    exchangeRow({ format, direction: 'in', other, what, files, differing, sentence: '' })
    expect(report).toMatchObject({ added: files, masks: files, rejected: [] })
    expect(differing).toBeLessThanOrEqual(share * pixels)
  })
})

/** Other programs that read our exports, by their formats. */
const READERS = [
  ['coco', 'pycocotools'],
  ['cvat', 'datumaro'],
  ['labelme', 'labelme'],
  ['label-studio', 'label_studio_converter'],
  ['yolo', 'supervision'],
  ['voc', 'datumaro'],
] as const

describe('what leaves is the same to other programs, holes and ignored pixels too', () => {
  it.for(READERS)('%s, read by %s', { timeout: SLOW }, async ([format, other], { skip }) => {
    if (!pythonHas('PIL', other === 'labelme' ? 'labelme.utils' : other)) return skip(`needs ${other}`)
    for (const name of ['images', 'masks']) mkdirSync(at('data', name), { recursive: true })
    for (let n = 0; n < 12; n++) {
      const { data, width, height } = blobs(n, 61 + n, 47)
      const raw = { width, height, channels: 1 } as const
      await sharp(data, { raw })
        .toColourspace('b-w')
        .png()
        .toFile(at('data/masks', `f${n}.png`))
      await sharp(
        data.map((v, i) => (v + i * 7) % 256),
        { raw },
      )
        .png()
        .toFile(at('data/images', `f${n}.png`))
    }
    await bring()
    const request = { format, out: at('out'), filter: {}, images: true, pseudonyms: false, layer: 'reader' }
    await ExportService.exportFrames(callIn(here.study), request, () => {})
    const found = JSON.parse(inPython('read_annotations.py', format, at('out'), at('data/masks')))
    exchangeRow({
      format,
      direction: 'out',
      other,
      what: 'parts with holes, ignored pixels',
      ...found,
      sentence: '',
    })
    expect(found).toEqual({ files: 12, differing: 0 })
  })
})

describe('what a file cannot tell to the pixel is said, in the preview and after it', () => {
  beforeEach(async () => {
    mkdirSync(at('data'), { recursive: true })
    const pixels = Buffer.from(Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => (i * 31) % 256))
    await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
      .png()
      .toFile(at('data/a.png'))
  })

  const SQUARE = [10, 10, 20, 10, 20, 20, 10, 20]
  const coco = (annotations: readonly object[], image: object = {}) =>
    writeFileSync(
      at('data/annotations.json'),
      JSON.stringify({
        images: [{ id: 1, file_name: 'a.png', ...image }],
        annotations: annotations.map((one) => ({ image_id: '1', category_id: 1, ...one })),
        categories: [{ id: 1, name: 'benign' }],
      }),
    )
  const cvat = (shapes: string, image = '') =>
    writeFileSync(
      at('data/annotations.xml'),
      `<annotations><image id="0" name="a.png" ${image}>${shapes}</image></annotations>`,
    )
  const labelme = (shapes: readonly object[], change: object = {}) =>
    writeFileSync(at('data/a.json'), JSON.stringify({ imagePath: 'a.png', shapes, ...change }))
  const polygon = {
    label: 'benign',
    shape_type: 'polygon',
    points: [
      [10, 10],
      [19, 10],
      [19, 19],
      [10, 19],
    ],
  }
  const square = '<polygon label="benign" points="10,10;20,10;20,20;10,20" z_order="0"/>'

  /** The preview and the import say the same of it; returns that, and the pixels of the lesion where a mask came in. */
  async function outcome() {
    const { problems } = await here.survey(at('data'))
    const report = await bring()
    expect(report.added).toBe(1)
    expect(problems.map(({ reason }) => reason)).toEqual(report.rejected.map(({ reason }) => reason))
    const lesion = (await here.masks()).get('a')?.data.filter((value) => value === 1).length
    return { told: report.rejected.map(({ reason }) => reason.name), reasons: report.rejected, lesion }
  }

  const partly = (name: string) => ({ told: [name], lesion: 100 })
  const nothing = (name: string) => ({ told: [name], lesion: undefined })

  it.each([
    [
      'COCO',
      'boxes only',
      () => coco([{ bbox: [10, 10, 5, 5] }, { segmentation: [] }]),
      nothing('boxWithoutOutline'),
    ],
    [
      'COCO',
      'a box beside an outline',
      () => coco([{ segmentation: [SQUARE] }, { bbox: [1, 1, 9, 9] }]),
      partly('boxWithoutOutline'),
    ],
    [
      'COCO',
      'made for another size',
      () => coco([{ segmentation: [SQUARE] }], { width: 600, height: 400 }),
      nothing('maskInFileOtherSize'),
    ],
    [
      'COCO',
      'one bad shape',
      () => coco([{ segmentation: [SQUARE] }, { segmentation: [[1, 2, 'x']] }]),
      partly('maskInFileDamaged'),
    ],
    [
      'CVAT',
      'a polyline beside a polygon',
      () => cvat(`${square}<polyline label="benign" points="1,1;9,9"/>`),
      partly('shapeWithoutArea'),
    ],
    ['CVAT', 'points only', () => cvat('<points label="benign" points="1,1"/>'), nothing('shapeWithoutArea')],
    ['CVAT', 'a tag only', () => cvat('<tag label="blurred"/>'), nothing('tagWithoutArea')],
    [
      'CVAT',
      'one bad shape',
      () => cvat(`${square}<box label="benign" xtl="x"/>`),
      partly('maskInFileDamaged'),
    ],
    [
      'CVAT',
      'made for another size',
      () => cvat(square, 'width="600" height="400"'),
      nothing('maskInFileOtherSize'),
    ],
    [
      'LabelMe',
      'a line beside a polygon',
      () =>
        labelme([
          polygon,
          {
            label: 'x',
            shape_type: 'line',
            points: [
              [1, 1],
              [9, 9],
            ],
          },
        ]),
      partly('shapeWithoutArea'),
    ],
    [
      'LabelMe',
      'one bad shape',
      () => labelme([polygon, { label: 'benign', points: 'none' }]),
      partly('maskInFileDamaged'),
    ],
    [
      'LabelMe',
      'made for another size',
      () => labelme([polygon], { imageWidth: 600, imageHeight: 400 }),
      nothing('maskInFileOtherSize'),
    ],
  ])('%s: %s', async (format, what, write, { told, lesion }) => {
    write()
    const found = await outcome()
    const sentence = found.reasons.map(({ reason }) => said(reason)).join(' ')
    exchangeRow({ format, direction: 'in', other: 'by hand', what, files: 1, differing: null, sentence })
    expect(found).toMatchObject({ told, lesion })
  })

  it.each([
    [
      'COCO',
      () => writeFileSync(at('data/annotations.json'), '{"images": [{"id": 1, "file_name": "a.png", "wid'),
    ],
    ['LabelMe', () => writeFileSync(at('data/a.json'), '{"version": "5.5.0", "shapes": [{"label": "benign"')],
    ['CVAT', () => writeFileSync(at('data/annotations.xml'), '<annotations><image name="a.png"><pol')],
    [
      'CVAT',
      () =>
        writeFileSync(
          at('data/annotations.xml'),
          '<annotations><track id="0" label="benign"/></annotations>',
        ),
    ],
  ])('%s, cut short or of a film', async (format, write) => {
    write()
    const found = await outcome()
    const sentence = found.reasons.map(({ reason }) => said(reason)).join(' ')
    exchangeRow({
      format,
      direction: 'in',
      other: 'by hand',
      what: 'cut short, or of a film',
      files: 1,
      differing: null,
      sentence,
    })
    expect(found.told).toHaveLength(1)
    expect(found.lesion).toBeUndefined()
  })

  it('asks what an unknown label means, and nothing of shapes that are not drawn', async () => {
    cvat(`${square.replace('benign', 'polyp')}<tag label="blurred"/>`)
    const { marks } = await here.survey(at('data'))
    expect(marks.map(({ key }) => key)).toEqual(['polyp'])
    await expect(bring()).rejects.toMatchObject({
      code: 'MASK_UNMAPPED',
      reason: { values: { marks: ['"polyp"'] } },
    })
    expect(await bring(at('data'), { maskMap: new Map([['polyp', 1]]) })).toMatchObject({ masks: 1 })
  })

  it.each(['coco', 'cvat', 'labelme'])(
    '%s keeps "looked at, no lesion" apart from "not looked at"',
    async (format) => {
      labelme([])
      await sharp({ create: { width: 60, height: 40, channels: 3, background: '#a05050' } })
        .png()
        .toFile(at('data/b.png'))
      await bring(at('data'), { layout: 'labelme' })
      await bring(at('data/b.png'), { layout: 'folder' })
      const request = {
        format,
        out: at(format),
        filter: {},
        images: true,
        pseudonyms: false,
        layer: 'reader',
      }
      expect(await ExportService.exportFrames(callIn(here.study), request, () => {})).toMatchObject({
        frames: 2,
        masks: 1,
      })
      await here.engine.createStudy(at('again'), ['normal', 'benign', 'malignant'])
      expect(await bring(at(format))).toMatchObject({ masks: 1, rejected: [] })
      const masks = await here.masks()
      expect([...masks.keys()]).toEqual(['a'])
      expect(masks.get('a')?.data.every((value) => value === 0)).toBe(true)
    },
  )
})
