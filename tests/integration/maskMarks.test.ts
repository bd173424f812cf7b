import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { importPreview } from '../../src/main/cli/importPreview.ts'
import { maskMeanings } from '../../src/main/cli/maskMeanings.ts'
import { maskMap } from '../../src/main/cli/options.ts'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { ImportOptions } from '../../src/main/engine/import/found/Incoming.ts'
import { importing } from '../support/importing.ts'
import { hasImages, images } from '../support/places.ts'
import { writePairs } from '../support/TestStudy.ts'

const SIDE = 72
const here = importing()
const { at, areasOf, begin } = here

const bring = (options: Partial<ImportOptions> = {}) => here.bring(at('data'), options)
const marksOf = async (folder: string) =>
  (await here.survey(folder)).marks.map(({ key, masks }) => [key, masks])

/** A mask file of vertical stripes, each of one colour. */
async function stripes(
  name: string,
  colours: readonly (readonly number[])[],
  as: 'png' | 'jpeg' = 'png',
): Promise<void> {
  const rgb = Buffer.alloc(SIDE * SIDE * 3)
  for (let i = 0; i < SIDE * SIDE; i++)
    rgb.set(colours[Math.floor(((i % SIDE) * colours.length) / SIDE)] ?? [], i * 3)
  await sharp(rgb, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    [as]()
    .toFile(at('data/masks', name))
}

describe('what masks hold', () => {
  it('is told by colour, counted, and mapped by names as on the command line', async () => {
    await writePairs(at('data'), 2)
    const [black, red, blue] = [
      [0, 0, 0],
      [255, 0, 0],
      [0, 0, 255],
    ] as const
    await stripes('frame-00.png', [black, red, blue])
    await stripes('frame-01.png', [black, red, black])
    expect(await marksOf(at('data'))).toEqual([
      ['#000000', 2],
      ['#0000ff', 1],
      ['#ff0000', 2],
    ])
    await begin(['normal', 'benign', 'malignant'])
    const map = maskMeanings(
      maskMap('#FF0000=malignant,#0000ff=benign,#000000=background'),
      here.study.classes,
    )
    expect(await bring({ maskMap: map })).toMatchObject({ added: 2, masks: 2, rejected: [] })
    expect((await areasOf('frame-00.png')).slice(0, 3)).toEqual([1728, 1728, 1728])
    expect((await areasOf('frame-01.png')).slice(0, 3)).toEqual([3456, 0, 1728])
  })

  it('is said in the preview as the map has it, by the nearest colour', async () => {
    await writePairs(at('data'), 1)
    await stripes('frame-00.png', [
      [0, 0, 0],
      [250, 4, 4],
    ])
    const study = await begin(['normal', 'benign', 'malignant'])
    const lines = async (options: Partial<ImportOptions>) =>
      (await importPreview(study, [at('data')], { layout: 'auto', ...options })).text
    expect(await lines({})).toContain('#fa0404 → say what it means with --mask-map')
    const map = maskMeanings(maskMap('#ff0000=malignant'), study.classes)
    expect(await lines({ maskMap: map })).toContain('#fa0404 → malignant')
  })

  it('leaves black unpainted where a map names the lesions alone', async () => {
    await writePairs(at('data'), 1)
    await stripes('frame-00.png', [
      [0, 0, 0],
      [255, 255, 255],
      [255, 255, 255],
    ])
    await begin(['normal', 'benign', 'malignant'])
    const map = maskMeanings(maskMap('255=malignant'), here.study.classes)
    expect(await bring({ maskMap: map })).toMatchObject({ added: 1, masks: 1, rejected: [] })
    expect((await areasOf('frame-00.png')).slice(0, 3)).toEqual([1728, 0, 3456])
  })

  it('sees through the noise of JPEG colours', async () => {
    await writePairs(at('data'), 1)
    await stripes(
      'frame-00.png',
      [
        [0, 0, 0],
        [255, 0, 0],
        [0, 255, 0],
      ],
      'jpeg',
    )
    const keys = (await marksOf(at('data'))).map(([key]) => key)
    expect(keys).toHaveLength(3)
    expect(keys[0]).toBe('#000000')
  })

  it('is read by colour where palettes of several files disagree on an index', async () => {
    await writePairs(at('data'), 2)
    for (const [n, colour] of [
      [200, 0, 0],
      [0, 0, 200],
    ].entries()) {
      const rgb = Buffer.alloc(SIDE * SIDE * 3)
      rgb.fill(Buffer.from(colour), 0, SIDE * 3 * 30)
      await sharp(rgb, { raw: { width: SIDE, height: SIDE, channels: 3 } })
        .png({ palette: true, colours: 2 })
        .toFile(at('data/masks', `frame-0${n}.png`))
    }
    const keys = (await marksOf(at('data'))).map(([key]) => String(key))
    expect(keys.filter((key) => key.startsWith('#'))).toHaveLength(3)
  })

  it('stops the import before anything is written where a value means nothing', async () => {
    await writePairs(at('data'), 3)
    await stripes('frame-02.png', [
      [0, 0, 0],
      [9, 9, 9],
    ])
    await begin(['normal', 'benign', 'malignant'])
    await expect(bring()).rejects.toMatchObject({
      code: 'MASK_UNMAPPED',
      reason: { values: { marks: ['1', '9'] } },
    })
    await expect(bring({ maskMap: new Map([['9', 3]]) })).rejects.toMatchObject({ code: 'MASK_UNMAPPED' })
    expect((await CatalogueService.info(here.study)).frames).toBe(0)
    expect(await bring({ unattended: true, maskMap: new Map([['0', 0]]) })).toMatchObject({
      added: 3,
      masks: 0,
      rejected: [{ reason: { name: 'maskOfNoClass' } }, {}, {}],
    })
    expect(
      await bring({
        maskMap: new Map([
          ['*', 0],
          ['9', 255],
        ]),
      }),
    ).toMatchObject({ duplicates: 3, masks: 3 })
    expect((await areasOf('frame-02.png')).slice(0, 3)).toEqual([2592, 0, 0])
  })

  it('names masks that have no frame or are its second, and finds those that call themselves masks', async () => {
    await writePairs(at('data'), 2)
    await stripes('frame-00_mask.png', [[0, 0, 0]])
    await stripes('elsewhere.png', [[0, 0, 0]])
    const { masks, problems } = await here.survey(at('data'))
    expect(masks).toBe(2)
    expect(problems).toEqual([
      {
        path: at('data/masks/frame-00_mask.png'),
        reason: { name: 'maskTwice', values: { other: 'frame-00.png' } },
      },
      { path: at('data/masks/elsewhere.png'), reason: { name: 'maskWithoutFrame', values: {} } },
    ])
    mkdirSync(at('flat'))
    for (const name of ['a.png', 'a_mask.png', 'b.png'])
      await sharp({ create: { width: 20, height: 20, channels: 3, background: '#000' } }).toFile(
        at('flat', name),
      )
    const flat = await here.survey(at('flat'))
    expect([flat.frames.length, flat.masks]).toEqual([2, 1])
  })

  it('takes the folder of images alone for the pair', async () => {
    await writePairs(at('data'), 3)
    const { masks, ways } = await here.survey(at('data/images'))
    expect(masks).toBe(3)
    expect(ways[0]).toMatchObject({ kind: 'manifest', names: ['P0', 'P1'] })
  })
})

describe.skipIf(!hasImages)('what real masks hold', () => {
  it('is black and white in Kvasir and CVC, whatever ringing and residue, and seven values in vocalfolds', async () => {
    expect(await marksOf(join(images, 'kvasir-seg'))).toEqual([
      ['0', 100],
      ['255', 100],
    ])
    expect((await marksOf(join(images, 'cvc-clinicdb'))).map(([key]) => key)).toEqual(['0', '255'])
    const vocal = await marksOf(join(images, 'vocalfolds'))
    expect(vocal.map(([key]) => key)).toEqual(['0', '1', '2', '3', '4', '5', '6'])
    expect(existsSync(at('study'))).toBe(false)
  })
})
