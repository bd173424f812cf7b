import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maskMeanings } from '../../src/main/cli/maskMeanings.ts'
import { maskMap } from '../../src/main/cli/options.ts'
import { Failure } from '../../src/shared/contract/failure.ts'
import { wordsOf } from '../../src/shared/reasons/wordsOf.ts'
import { exchangeRow, pixelsThatDiffer } from '../support/exchangeTable.ts'
import { importing } from '../support/importing.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const COUNT = 3
const LESION = 'benign'
const BLACK_AND_WHITE = ['0', '255']
const VALUES = ['0', '1', '2']
const COLOURS = ['#000000', '#00ff00', '#ff0000']
const BY_COLOUR = '#00ff00=benign,#ff0000=malignant'

interface MaskSet {
  readonly name: string
  readonly format: string
  readonly other?: string
  readonly marks: readonly string[]
  /** A map as a person writes it, where the import stops without one. */
  readonly map?: string
}

const sets: readonly MaskSet[] = [
  { name: 'white-8', format: '8-bit PNG', marks: BLACK_AND_WHITE, map: `255=${LESION}` },
  { name: 'white-1', format: '1-bit PNG', marks: BLACK_AND_WHITE, map: `#ffffff=${LESION}` },
  { name: 'white-16', format: '16-bit TIFF', other: 'tifffile', marks: BLACK_AND_WHITE, map: '255=1' },
  { name: 'white-jpeg', format: 'JPEG', marks: BLACK_AND_WHITE, map: '255=1' },
  { name: 'white-rgb', format: 'RGB PNG', marks: BLACK_AND_WHITE, map: '255=1' },
  { name: 'white-fax', format: '1-bit TIFF', marks: BLACK_AND_WHITE, map: '255=1' },
  { name: 'white-float', format: 'float TIFF', other: 'tifffile', marks: ['0', '1'] },
  { name: 'white-bool', format: '1-bit TIFF', other: 'tifffile', marks: BLACK_AND_WHITE, map: '255=1' },
  { name: 'alpha-black', format: 'PNG, mask in alpha', marks: BLACK_AND_WHITE, map: '255=1' },
  { name: 'alpha-grey', format: 'grey PNG, mask in alpha', marks: BLACK_AND_WHITE, map: '255=1' },
  { name: 'alpha-red', format: 'PNG, mask in alpha', marks: ['#000000', '#ff0000'], map: '#ff0000=1' },
  { name: 'value-8', format: '8-bit PNG', marks: VALUES },
  { name: 'value-16', format: '16-bit PNG', marks: VALUES },
  { name: 'value-16-tiff', format: '16-bit TIFF', other: 'tifffile', marks: VALUES },
  { name: 'value-16-deflate', format: '16-bit TIFF, deflated', other: 'tifffile', marks: VALUES },
  { name: 'value-16-rgb', format: '16-bit RGB TIFF', other: 'tifffile', marks: VALUES },
  { name: 'value-32', format: '32-bit TIFF', other: 'tifffile', marks: VALUES },
  { name: 'value-float', format: 'float TIFF', other: 'tifffile', marks: VALUES },
  { name: 'value-two-descriptions', format: 'TIFF, two descriptions', other: 'tifffile', marks: VALUES },
  { name: 'value-big', format: 'BigTIFF, tiled', other: 'tifffile', marks: VALUES },
  { name: 'value-profile', format: 'PNG with a colour profile', marks: VALUES },
  {
    name: 'value-channel',
    format: 'PNG, values in red',
    marks: ['#000000', '#010000', '#020000'],
    map: '#010000=benign,#020000=malignant',
  },
  {
    name: 'id-16',
    format: '16-bit PNG, ids',
    marks: ['0', '1000', '2000'],
    map: '1000=benign,2000=malignant',
  },
  { name: 'index', format: 'palette PNG', marks: VALUES },
  { name: 'index-4', format: 'palette PNG, 4 bits', marks: VALUES },
  { name: 'index-interlaced', format: 'palette PNG, interlaced', other: 'numpy', marks: VALUES },
  {
    name: 'index-tiff',
    format: 'palette TIFF',
    marks: ['#000000', '#1ec81e', '#c81e1e'],
    map: '#c81e1e=benign,#1ec81e=malignant',
  },
  {
    name: 'index-bmp',
    format: 'palette BMP',
    marks: ['#000000', '#1ec81e', '#c81e1e'],
    map: '#c81e1e=benign,#1ec81e=malignant',
  },
  { name: 'colour', format: 'RGB PNG', marks: COLOURS, map: BY_COLOUR },
  { name: 'colour-alpha-black', format: 'RGBA PNG', marks: COLOURS, map: BY_COLOUR },
  { name: 'colour-alpha-white', format: 'RGBA PNG', marks: COLOURS, map: BY_COLOUR },
  { name: 'colour-jpeg', format: 'RGB JPEG', marks: COLOURS, map: '#08f800=benign,#f80808=malignant' },
  { name: 'colour-jpeg-subsampled', format: 'RGB JPEG, subsampled', marks: COLOURS, map: BY_COLOUR },
]

describe.skipIf(!pythonHas('PIL', 'tifffile', 'numpy'))('masks that other programs wrote', () => {
  const here = importing(['normal', 'benign', 'malignant'])
  let place: ReturnType<typeof temporaryFolder>
  beforeAll(() => {
    place = temporaryFolder()
    const { status, stderr } = spawnSync(python, [join(project, 'tests/oracles/mask_files.py'), place.path])
    if (status !== 0) throw new Error(stderr.toString())
  })
  afterAll(() => place.remove())

  it.each(sets)('$name: $format', async ({ name, format, other = 'Pillow', marks, map }) => {
    const folder = join(place.path, name)
    const survey = await here.survey(folder)
    expect(survey.problems).toEqual([])
    expect(survey.marks.map(({ key }) => key)).toEqual(marks)
    let sentence = ''
    if (map !== undefined) {
      const stopped: unknown = await here.bring(folder).catch((error: unknown) => error)
      expect(stopped).toMatchObject({ code: 'MASK_UNMAPPED' })
      sentence = stopped instanceof Failure ? wordsOf(stopped.reason, 'en') : ''
      expect(await here.study.store.db.selectFrom('frame').select('id').execute()).toEqual([])
    }
    const meanings = map === undefined ? {} : { maskMap: maskMeanings(maskMap(map), here.study.classes) }
    expect(await here.bring(folder, meanings)).toMatchObject({ added: COUNT, masks: COUNT, rejected: [] })
    const masks = await here.masks()
    let differing = 0
    for (let n = 0; n < COUNT; n++) {
      const meant = readFileSync(join(`${folder}.truth`, `frame-${n}`))
      differing += pixelsThatDiffer(masks.get(`frame-${n}`)?.data, meant)
    }
    exchangeRow({ format, direction: 'in', other, what: marks.join(' '), files: COUNT, differing, sentence })
    expect(differing).toBe(0)
  })

  it.each([
    ['value-jpeg', 'maskFaint', 'JPEG, values 0 1 2'],
    ['fractions', 'maskNoWhole', 'float TIFF, thirds'],
    ['negative', 'maskNoWhole', '32-bit TIFF, values below 0'],
    ['alpha-hidden', 'maskHidden', 'RGBA PNG, colours under transparency'],
  ])('%s: %s', async (name, reason, what) => {
    const folder = join(place.path, name)
    const { problems } = await here.survey(folder)
    expect(problems.map((problem) => problem.reason.name)).toEqual(Array(COUNT).fill(reason))
    const { added, masks, rejected } = await here.bring(folder)
    expect({ added, masks, rejected: rejected.length }).toEqual({ added: COUNT, masks: 0, rejected: COUNT })
    const [format = '', shown = ''] = what.split(', ')
    const [first] = rejected
    exchangeRow({
      format,
      direction: 'in',
      other: 'Pillow, tifffile',
      what: shown,
      files: COUNT,
      differing: null,
      sentence: first ? wordsOf(first.reason, 'en') : '',
    })
  })

  it('stops where some grey masks are black and white and others hold values', async () => {
    const both = join(place.path, 'both')
    for (const part of ['images', 'masks']) {
      for (const name of ['value-8', 'white-8'])
        cpSync(join(place.path, name, part), join(both, name, part), { recursive: true })
    }
    const { marks } = await here.survey(both)
    expect(marks.map(({ key, alone = 0 }) => [key, alone])).toEqual([
      ['0', 0],
      ['1', 0],
      ['2', 0],
      ['255', COUNT],
    ])
    await expect(here.bring(both)).rejects.toMatchObject({
      code: 'MASK_UNMAPPED',
      reason: { values: { marks: ['255'] } },
    })
  })
})
