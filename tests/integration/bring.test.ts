import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import { always } from '../../src/main/api/answering/Connection.ts'
import { here as atHome } from '../../src/main/api/answering/Reach.ts'
import { router } from '../../src/main/api/router.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { PatientKey } from '../../src/main/engine/import/deidentify/PatientKey.ts'
import { dicomImage } from '../support/dicom.ts'
import { importing } from '../support/importing.ts'
import { me } from '../support/me.ts'
import { writePairs } from '../support/TestStudy.ts'

const PASSPHRASE = 'correct horse'
const here = importing()
const { at } = here
let client: ReturnType<typeof clientOf>
const clientOf = (engine: Engine) =>
  createRouterClient(router, {
    context: { engine, actor: me, caller: always(me), reach: atHome, gone: new AbortController().signal },
  })
beforeEach(() => {
  client = clientOf(here.engine)
})

type Event<R> = { kind: 'progress' } | { kind: 'done'; result: R }
/** What a long piece of work came to. */
async function resultOf<R>(work: Promise<AsyncIterable<Event<R>>>): Promise<R> {
  for await (const event of await work) if (event.kind === 'done') return event.result
  throw new Error('It ended without a result.')
}
const survey = (...paths: string[]) => resultOf(client.bring.survey({ paths }))
const makeStudy = (paths: string[], more: object = {}) =>
  resultOf(client.bring.intoNew({ paths, folder: at('made'), classes: ['normal', 'lesion'], ...more }))
const patients = async () =>
  here.study.store.db.selectFrom('patient').select(['code', 'split']).orderBy('code').execute()
const inside = (folder: string) => (existsSync(folder) ? readdirSync(folder) : [])

/** Three images of Jane Doe, one of John. */
function writeDicom(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const n of [1, 2, 3, 4]) {
    const pixels = Uint8Array.from({ length: 48 * 48 * 3 }, (_, i) => 60 + ((i * (n + 6)) % 80))
    writeFileSync(
      join(folder, `${n}.dcm`),
      dicomImage(`2.25.5${n}`, pixels, 48, n === 4 ? [['00100020', 'LO', 'MRN-2']] : []),
    )
  }
}

describe('a look at what would come in', () => {
  it('takes patients from a table beside the frames, whatever separates its cells', async () => {
    await writePairs(at('data'), 4)
    writeFileSync(
      at('data/manifest.csv'),
      '\ufefffile;Patient_ID;note\r\nframe-00.png;"Lee; A";x\nframe-01.png;"Lee; A";\nframe-02.png;Kim;y\n',
    )
    const { ways } = await survey(at('data'))
    expect(ways[0]).toEqual({ kind: 'manifest', names: ['Lee; A', 'Kim', 'frame-03'], of: [0, 0, 1, 2] })
    expect(ways.at(-1)).toMatchObject({ kind: 'file' })
  })

  it('guesses by folder, by name and by likeness, and never by folders named after classes', async () => {
    await writePairs(at('data'), 6)
    const copy = (from: number, to: string) => {
      mkdirSync(join(at('by'), to, '..'), { recursive: true })
      writeFileSync(join(at('by'), to), readFileSync(at('data/images', `frame-0${from}.png`)))
    }
    copy(0, 'folder/smith/a.png')
    copy(1, 'folder/smith/b.png')
    copy(2, 'folder/lee/a.png')
    copy(0, 'class/benign/a.png')
    copy(1, 'class/malignant/b.png')
    expect((await survey(at('by/folder'))).ways[0]).toMatchObject({ kind: 'folder', of: [0, 1, 1] })
    expect((await survey(at('by/class'))).ways[0]?.kind).not.toBe('folder')
    mkdirSync(at('by/alike'))
    const lit = (x: number, y: number) =>
      sharp(
        Buffer.from(
          `<svg width="120" height="90"><linearGradient id="g"><stop stop-color="#211"/><stop offset="1" stop-color="#fcb"/></linearGradient><rect width="120" height="90" fill="url(#g)"/><circle cx="${x}" cy="${y}" r="30" fill="#310"/></svg>`,
        ),
      )
    await lit(40, 40).png().toFile(at('by/alike/one.png'))
    await lit(40, 40).jpeg({ quality: 90 }).toFile(at('by/alike/two.jpg'))
    await lit(90, 60).png().toFile(at('by/alike/zebra.png'))
    expect((await survey(at('by/alike'))).ways[0]).toEqual({
      kind: 'alike',
      names: ['one', 'zebra'],
      of: [0, 0, 1],
    })
  })

  it('shows pseudonymous numbers instead of the names in DICOM headers', async () => {
    writeDicom(at('dicom'))
    const found = await survey(at('dicom'))
    expect(found).toMatchObject({ identified: true, keyExists: false, folder: at('LoCo study') })
    expect(found.ways).toEqual([{ kind: 'header', names: ['Patient 1', 'Patient 2'], of: [0, 0, 0, 1] }])
    const { samples: _, stills: __, ...words } = found
    expect(/Doe|MRN/.test(JSON.stringify(words))).toBe(false)
  })

  it('finds text in pictures and shows them with it made black', async () => {
    mkdirSync(at('text'))
    const svg = `<svg width="320" height="240"><rect width="320" height="240" fill="#a0524a"/><text x="20" y="40" font-size="20" font-family="sans-serif" fill="#fff">DOE JANE 1961</text></svg>`
    await sharp(Buffer.from(svg)).png().toFile(at('text/a.png'))
    const [sample] = (await survey(at('text'))).samples
    expect(sample?.lines).toBeGreaterThan(0)
    expect(sample?.blackened).not.toBeNull()
  })
})

describe('a new study', () => {
  it('takes the patients and splits that a person decided on', async () => {
    await writePairs(at('data'), 4)
    const keys = (await survey(at('data'))).frames.map(({ key }) => key)
    const [first = '', second = '', third = '', fourth = ''] = keys
    const report = await makeStudy([at('data')], {
      patients: { [first]: 'Anna', [second]: 'Anna', [third]: 'Bert', [fourth]: 'Cleo' },
      splits: { Anna: 'test', Bert: 'validation', Cleo: 'train' },
    })
    expect(report).toMatchObject({ added: 4, masks: 4 })
    expect(await patients()).toEqual([
      { code: 'Anna', split: 'test' },
      { code: 'Bert', split: 'validation' },
      { code: 'Cleo', split: 'train' },
    ])
    expect((await here.engine.recentStudies()).map(({ folder }) => folder)).toEqual([at('made')])
    const rows = await here.study.store.db.selectFrom('frame').select(['examination_id', 'place']).execute()
    expect(new Set(rows.map(({ examination_id, place: p }) => `${examination_id} ${p}`)).size).toBe(4)
  })

  it('holds DICOM patients under pseudonyms, with a key made in place', async () => {
    writeDicom(at('dicom'))
    await makeStudy([at('dicom')], {
      deidentify: { passphrase: PASSPHRASE },
      splits: { 'Patient 1': 'validation', 'Patient 2': 'train' },
    })
    const [file = ''] = inside(at('keys'))
    expect(file).toMatch(/^[^:]+-[0-9a-f]{8}\.key$/)
    const key = await PatientKey.open(at('keys', file), PASSPHRASE)
    const splitOf = new Map((await patients()).map(({ code, split }) => [key.nameOf(code), split]))
    expect([...splitOf].sort()).toEqual([
      ['MRN-1', 'validation'],
      ['MRN-2', 'train'],
    ])
    expect((await survey(at('dicom'))).keyExists).toBe(true)
    // Again, into the open study: the same key, and no other passphrase.
    const again = (passphrase: string) =>
      resultOf(client.bring.intoOpen({ paths: [at('dicom')], deidentify: { passphrase } }))
    await expect(again('another one')).rejects.toMatchObject({ code: 'KEY_NEEDED' })
    expect(await again(PASSPHRASE)).toMatchObject({ added: 0, duplicates: 4 })
  })

  it('leaves nothing and keeps the open one where a value means nothing, nothing can be read, or no key is given', async () => {
    await here.engine.createStudy(at('open'), ['normal', 'lesion'])
    await writePairs(at('data'), 2)
    await sharp(Buffer.from(Uint8Array.from({ length: 72 * 72 }, (_, i) => (i % 3) * 3)), {
      raw: { width: 72, height: 72, channels: 1 },
    })
      .png()
      .toFile(at('data/masks/frame-01.png'))
    await expect(makeStudy([at('data')])).rejects.toMatchObject({ code: 'MASK_UNMAPPED' })
    mkdirSync(at('bad'))
    writeFileSync(at('bad/a.png'), 'no image')
    await expect(makeStudy([at('bad')])).rejects.toMatchObject({ code: 'NOTHING_TO_IMPORT' })
    writeDicom(at('dicom'))
    await expect(makeStudy([at('dicom')])).rejects.toMatchObject({ code: 'KEY_NEEDED' })
    await expect(makeStudy([at('data')], { folder: at('data') })).rejects.toMatchObject({
      code: 'STUDY_EXISTS',
    })
    expect(existsSync(at('made'))).toBe(false)
    expect((await here.engine.recentStudies()).map(({ folder }) => folder)).not.toContain(at('made'))
    expect(here.study.store.folder).toBe(at('open'))
    expect(inside(at('data')).sort()).toEqual(['images', 'manifest.csv', 'masks'])
  })

  it('leaves nothing where it is stopped', async () => {
    await writePairs(at('data'), 30)
    const stop = new AbortController()
    const stopped = (async () => {
      const input = { paths: [at('data')], folder: at('deep/made'), classes: ['normal', 'lesion'] }
      for await (const { kind } of await client.bring.intoNew(input, { signal: stop.signal }))
        if (kind === 'progress') stop.abort()
    })()
    await expect(stopped).rejects.toBeDefined()
    await expect.poll(() => existsSync(at('deep'))).toBe(false)
    expect((await here.engine.recentStudies()).map(({ folder }) => folder)).toEqual([])
    expect(here.engine.isOpen).toBe(false)
  })
})

describe('splits', () => {
  it('keep patients that the study knows, take what the files say, and deal out the rest', async () => {
    await writePairs(at('data'), 8)
    await makeStudy([at('data')], { splits: { P0: 'test' } })
    const deal = (open: boolean) =>
      client.bring.dealSplits({
        open,
        patients: [
          { name: 'P0', stratum: '', said: null },
          { name: 'New', stratum: '', said: 'validation' },
          ...Array.from({ length: 6 }, (_, n) => ({ name: `N${n}`, stratum: '', said: null })),
        ],
      })
    const [known, said, ...dealt] = await deal(true)
    expect([known, said]).toEqual([
      { name: 'P0', split: 'test', isNew: false },
      { name: 'New', split: 'validation', isNew: true },
    ])
    expect(dealt.every(({ isNew }) => isNew)).toBe(true)
    expect((await deal(false))[0]?.isNew).toBe(true)
  })
})
