import { spawnSync } from 'node:child_process'
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ImportReport } from '../../src/shared/contract/bring.ts'
import { longestSilence } from '../support/awake.ts'
import { bomb } from '../support/bomb.ts'
import { importing } from '../support/importing.ts'
import { saysWhat } from '../support/tally.ts'

const here = importing(['normal', 'lesion'])
const { at, bring, areasOf } = here
const SIDE = 40
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0

async function writeImage(...names: string[]): Promise<void> {
  const pixels = Buffer.from(
    Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => (i * (31 + names.join().length)) % 256),
  )
  mkdirSync(at(...names, '..'), { recursive: true })
  await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toFile(at(...names))
}

/** The left upper quarter. */
const QUARTER = [0, 0, SIDE / 2, 0, SIDE / 2, SIDE / 2, 0, SIDE / 2]
const QUARTER_AREAS = [SIDE * SIDE * 0.75, SIDE * SIDE * 0.25]

function writeCoco(images: readonly string[], segmentation: unknown = [QUARTER]): void {
  const coco = {
    images: images.map((file_name, id) => ({ id, file_name })),
    annotations: images.map((_, image_id) => ({ image_id, category_id: 1, segmentation })),
    categories: [{ id: 1, name: 'lesion' }],
  }
  writeFileSync(at('data/annotations.json'), JSON.stringify(coco))
}

const writeCvat = (shapes: string, image = 'a.png') =>
  writeFileSync(
    at('data/annotations.xml'),
    `<annotations><image name="${image}">${shapes}</image></annotations>`,
  )

const writeLabelme = (shapes: readonly object[], imagePath = 'a.png') =>
  writeFileSync(at('data/a.json'), JSON.stringify({ imagePath, shapes }))

const reasons = ({ rejected }: ImportReport) => rejected.map(({ reason }) => reason.name)

beforeEach(() => writeImage('data', 'a.png'))

describe('nothing that a file holds keeps the engine from answering', () => {
  it.each([
    ['runs beyond any mask', '0,1e15,-1e15'],
    ['runs that go back', '5,5,-5,5'],
    ['runs that are no numbers', 'x,y'],
  ])('%s in a CVAT file', async (_, rle) => {
    writeCvat(`<mask label="lesion" rle="${rle}" left="0" top="0" width="9" height="9"/>`)
    const { outcome, silence } = await longestSilence(() => bring())
    expect(outcome).toMatchObject({ added: 1, masks: 0 })
    expect(reasons(outcome)).toEqual(['maskInFileDamaged'])
    expect(silence).toBeLessThan(1000)
  })

  it('a LabelMe mask of 256 megapixels', async () => {
    const png = bomb(16_000)
    writeLabelme([
      {
        label: 'lesion',
        shape_type: 'mask',
        points: [
          [0, 0],
          [9, 9],
        ],
        mask: png.toString('base64'),
      },
    ])
    const { outcome, silence } = await longestSilence(() => bring())
    expect(outcome).toMatchObject({ added: 1, masks: 0 })
    expect(reasons(outcome)).toEqual(['maskInFileDamaged'])
    expect(silence).toBeLessThan(1000)
  })

  it('polygons of a hundred thousand corners and entities that multiply', async () => {
    const star = Array.from({ length: 100_000 }, (_, i) => `${i % 2 === 0 ? 0 : SIDE},${(i * 7919) % SIDE}`)
    writeCvat(`<polygon label="lesion" points="${star.join(';')}"/>`)
    const many = await longestSilence(() => bring())
    expect(many.outcome).toMatchObject({ added: 1, masks: 1, rejected: [] })
    expect(many.silence).toBeLessThan(1000)
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`)
    writeFileSync(
      at('data/annotations.xml'),
      `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs.join('')}]><annotations><image name="&l9;"/></annotations>`,
    )
    const { outcome, silence } = await longestSilence(() => bring())
    expect(reasons(outcome)).toEqual(['annotationsDamaged'])
    expect(silence).toBeLessThan(1000)
  })

  it('a pattern that reads a name in ever more ways', async () => {
    await writeImage('data', `${'a'.repeat(60)}!.png`)
    const groupBy = { kind: 'regex', pattern: /^(a+)+$/u } as const
    const { outcome, silence } = await longestSilence(() =>
      bring(at('data'), { groupBy }).catch((error: unknown) => error),
    )
    expect(outcome).toMatchObject({ code: 'WRONG_USAGE', reason: { name: 'patternTooSlow' } })
    expect(silence).toBeLessThan(1000)
    // The next one is not kept waiting by it.
    expect(await bring(at('data'), { groupBy: { kind: 'regex', pattern: /^(a)/u } })).toMatchObject({
      added: 2,
    })
  })

  it.skipIf(process.platform === 'win32')(
    'pipes, folders and links that are called as its files are',
    async () => {
      for (const name of ['annotations.xml', 'manifest.csv', 'coco.json', 'b.png', 'c.dcm', 'd.mp4'])
        spawnSync('mkfifo', [at('data', name)])
      for (const name of ['annotations', 'x.json', 'e.png']) mkdirSync(at('data', name))
      symlinkSync('/dev/zero', at('data/f.png'))
      const report = await bring()
      expect(report.added).toBe(1)
      expect(report.rejected.map(({ path }) => path.slice(at('data/').length)).sort()).toEqual([
        'annotations.xml',
        'b.png',
        'c.dcm',
        'coco.json',
        'd.mp4',
        'f.png',
        'manifest.csv',
      ])
      expect(new Set(reasons(report))).toEqual(new Set(['notAFile']))
    },
  )
})

describe('nothing outside what was chosen is read', () => {
  beforeEach(() => writeImage('outside', 'secret.png'))

  it.each([
    ['a way up', '../outside/secret.png'],
    ['an absolute path', '/outside/secret.png'],
    ['a way up in Windows', '..\\outside\\secret.png'],
    ['a computer of the network', '\\\\host\\share\\secret.png'],
    ['a name with an end in it', '../outside/secret.png\0.png'],
  ])('by %s in a COCO, CVAT or LabelMe file', async (_, wanted) => {
    const name = wanted.startsWith('/') ? at(wanted) : wanted
    writeCoco(['a.png', name])
    const coco = await bring()
    expect(coco).toMatchObject({ added: 1, masks: 1 })
    expect(reasons(coco)).toEqual(['imageNotThere'])
    expect((await areasOf('a.png')).slice(0, 2)).toEqual(QUARTER_AREAS)
    expect(coco.rejected.filter(({ reason }) => !saysWhat(reason))).toEqual([])
    writeCvat('', name.replaceAll('\0', ''))
    expect(reasons(await bring(at('data'), { layout: 'cvat' }))).toEqual(['imageNotThere'])
    writeLabelme([], name)
    expect((await bring(at('data'), { layout: 'labelme' })).added).toBe(0)
    const names = await here.study.store.db.selectFrom('frame').select('name').execute()
    expect(names).toEqual([{ name: 'a.png' }])
  })

  it('over links to folders and files', async () => {
    symlinkSync(at('outside'), at('data/images'))
    symlinkSync(at('outside/secret.png'), at('data/secret.png'))
    writeCoco(['a.png', 'images/secret.png'])
    const report = await bring()
    expect(report).toMatchObject({ added: 1, masks: 1 })
    expect(new Set(reasons(report))).toEqual(new Set(['notAFile', 'imageNotThere']))
    expect(await bring(at('data'), { layout: 'folder' })).toMatchObject({ added: 0, duplicates: 1 })
    mkdirSync(at('sets/train'), { recursive: true })
    symlinkSync(at('outside'), at('sets/train/Image'))
    expect(reasons(await bring(at('sets')))).toEqual(['notAFile'])
  })

  it.skipIf(!hasFfmpeg)('by a playlist that is called a film', async () => {
    const film = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=size=32x32:rate=2:duration=1']
    spawnSync('ffmpeg', [...film, at('outside/other.ts')])
    const list = [
      '#EXTM3U',
      '#EXT-X-TARGETDURATION:1',
      '#EXTINF:1,',
      at('outside/other.ts'),
      '#EXT-X-ENDLIST',
      '',
    ]
    mkdirSync(at('films'))
    writeFileSync(at('films/film.mp4'), list.join('\n'))
    expect(await bring(at('films'))).toMatchObject({ added: 0, rejected: [{ path: at('films/film.mp4') }] })
    spawnSync('ffmpeg', [...film, at('films/good.mp4')])
    expect(await bring(at('films'))).toMatchObject({ added: 2, rejected: [{ path: at('films/film.mp4') }] })
  })

  it('while a further name of a file in the folder is that file, and a link that was chosen is followed', async () => {
    linkSync(at('outside/secret.png'), at('data/also.png'))
    symlinkSync(at('data'), at('chosen'))
    symlinkSync(at('data/a.png'), at('chosen.png'))
    expect(await bring(at('chosen'))).toMatchObject({ added: 2, rejected: [] })
    expect(await bring(at('chosen.png'))).toMatchObject({ added: 0, duplicates: 1, rejected: [] })
  })
})

describe('a file of annotations', () => {
  it('names an image by as much of its path as is known, and none that could be another', async () => {
    await writeImage('data', 'left', 'b.png')
    await writeImage('data', 'right side', 'b.png')
    await writeImage('data', 'cafe\u0301.png')
    writeCoco(['/home/me/left/b.png', 'b.png', 'caf\u00e9.png'])
    const report = await bring()
    // What no name means comes in as it is where named frames lie beside it, and else is told by its folder.
    expect(report).toMatchObject({ added: 3, masks: 2 })
    expect(reasons(report)).toEqual(['imageNotOne', 'notOfSet'])
  })

  it('that is damaged is named, and its images come in without masks', async () => {
    writeFileSync(at('data/annotations.xml'), '<annotations><image name="a.png"><polygon')
    writeFileSync(at('data/coco.json'), '{"images":[],"annotations":[{"image_id":1}],"categories":')
    writeFileSync(at('data/a.json'), '{"imagePath":"a.png","shapes":[{"label":')
    writeFileSync(at('data/manifest.csv'), Buffer.from([0, 1, 2, 3]))
    const report = await bring()
    expect(report).toMatchObject({ added: 1, masks: 0 })
    expect(
      report.rejected.map(({ path, reason }) => [path.slice(at('data/').length), reason.name]).sort(),
    ).toEqual([
      ['a.json', 'annotationsDamaged'],
      ['annotations.xml', 'annotationsDamaged'],
      ['coco.json', 'annotationsDamaged'],
      ['manifest.csv', 'tableDamaged'],
    ])
  })
})
