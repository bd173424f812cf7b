import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import type { Element } from '../../src/main/dicom/elements.ts'
import { DemoService } from '../../src/main/engine/demo/DemoService.ts'
import { blankText } from '../../src/main/engine/import/deidentify/blankText.ts'
import { PatientKey } from '../../src/main/engine/import/deidentify/PatientKey.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { dicomImage } from '../support/dicom.ts'
import { importing } from '../support/importing.ts'
import { overlayOn } from '../support/overlays.ts'
import { hasBuild, hasImages, images } from '../support/places.ts'
import { loco } from '../support/TestStudy.ts'

const PASSPHRASE = 'correct horse battery'
const here = importing(['normal', 'lesion'])
const { at } = here

const bring = (path: string, layout = 'auto') =>
  here.bring(path, {
    layout,
    deidentify: { keyFile: at('patients.key'), passphrase: PASSPHRASE, text: true },
  })

/** Files below a folder that contain a text, in any of the encodings that headers use. */
function filesWith(folder: string, text: string): string[] {
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(text.toLowerCase())]
  const found: string[] = []
  for (const entry of readdirSync(folder, { recursive: true }) as string[]) {
    const path = join(folder, entry)
    if (entry.includes(text)) found.push(entry)
    else if (statSync(path).isFile() && forms.some((form) => readFileSync(path).includes(form)))
      found.push(entry)
  }
  return found
}

let planted = 0
const secret = () => `Zq${String(++planted).padStart(3, '0')}Xw`
const pixels = (seed: number) =>
  Uint8Array.from({ length: 96 * 96 * 3 }, (_, i) => 60 + ((i * (seed + 3)) % 90))
const plain = (seed: number) =>
  sharp(Buffer.from(pixels(seed)), { raw: { width: 96, height: 96, channels: 3 } })

/** Everything that names a person in a DICOM header, private elements and nested ones included. */
function dicomWithSecrets(secrets: string[]): Buffer {
  const s = () => {
    const made = secret()
    secrets.push(made)
    return made
  }
  const texts: Element[] = [
    ['00080050', 'SH', s()],
    ['00080080', 'LO', s()],
    ['00080081', 'ST', s()],
    ['00080090', 'PN', s()],
    ['00081010', 'SH', s()],
    ['00081030', 'LO', s()],
    ['00081048', 'PN', s()],
    ['00081050', 'PN', s()],
    ['00081070', 'PN', s()],
    ['00100010', 'PN', s()],
    ['00100020', 'LO', s()],
    ['00101000', 'LO', s()],
    ['00101001', 'PN', s()],
    ['00101040', 'LO', s()],
    ['00102154', 'SH', s()],
    ['00104000', 'LT', s()],
    ['00181000', 'LO', s()],
    ['00200010', 'SH', s()],
    ['00204000', 'LT', s()],
    ['00321032', 'PN', s()],
    ['00400275', 'SQ', [[['00400007', 'LO', s()]]]],
    ['00090010', 'LO', s()],
    ['00091001', 'LO', s()],
  ]
  return dicomImage('2.25.77', pixels(1), 96, [
    ...texts,
    ['00080020', 'DA', '20240229'],
    ['00100030', 'DA', '19610803'],
    ['0020000d', 'UI', '2.25.7700077'],
    ['0020000e', 'UI', '2.25.7700078'],
  ])
}

async function imagesWithSecrets(folder: string, secrets: string[]): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const s = () => {
    const made = secret()
    secrets.push(made)
    return made
  }
  const tags = [
    'Artist',
    'Copyright',
    'ImageDescription',
    'Make',
    'Model',
    'Software',
    'DocumentName',
    'HostComputer',
  ]
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${s()}"/></rdf:RDF></x:xmpmeta>`
  for (const kind of ['jpeg', 'png', 'webp', 'tiff'] as const) {
    const exif = { IFD0: Object.fromEntries(tags.map((name) => [name, s()])) }
    const file = await plain(10 + kind.length + planted)
      .withExif(exif)
      .withXmp(xmp)
      .toFormat(kind, kind === 'webp' ? { lossless: true } : {})
      .toBuffer()
    const trailer = Buffer.from(s())
    writeFileSync(join(folder, `${s()}.${kind}`), kind === 'webp' ? file : Buffer.concat([file, trailer]))
  }
  const jpeg = await plain(5).jpeg().toBuffer()
  const comment = Buffer.from(s())
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2])
  writeFileSync(
    join(folder, `${s()}.jpg`),
    Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]),
  )
  const png = await plain(6).png().toBuffer()
  const text = Buffer.from(`Comment\0${s()}`)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  // The checksum is wrong: readers skip what they do not need.
  const chunk = Buffer.concat([length, Buffer.from('tEXt'), text, Buffer.alloc(4)])
  writeFileSync(join(folder, `${s()}.png`), Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]))
  // A folder named after a patient.
  const own = join(folder, s())
  mkdirSync(own)
  writeFileSync(join(own, `${s()}.png`), await plain(9).png().toBuffer())
}

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0
const hasTesseract = spawnSync('tesseract', ['--version']).status === 0

describe('an import under pseudonyms', () => {
  it('lets none of 60 planted identifiers into the study', async () => {
    const secrets: string[] = []
    await imagesWithSecrets(at('images'), secrets)
    mkdirSync(at('dicom'))
    writeFileSync(at('dicom/one.dcm'), dicomWithSecrets(secrets))
    mkdirSync(at('films'))
    if (hasFfmpeg) {
      const metadata = ['title', 'artist', 'comment', 'description'].flatMap((name) => {
        const made = secret()
        secrets.push(made)
        return ['-metadata', `${name}=${made}`]
      })
      const name = secret()
      secrets.push(name)
      const source = ['-f', 'lavfi', '-i', 'testsrc=size=96x96:rate=5:duration=1', ...metadata]
      spawnSync('ffmpeg', ['-v', 'error', ...source, at('films', `${name}.mp4`)])
    }
    expect(secrets.length).toBeGreaterThanOrEqual(hasFfmpeg ? 60 : 55)
    for (const [folder, layout] of [
      ['images', 'folder'],
      ['dicom', 'auto'],
      ['films', 'auto'],
    ] as const) {
      if (folder === 'films' && !hasFfmpeg) continue
      const report = await bring(at(folder), layout)
      expect(report.rejected).toEqual([])
      expect(report.added).toBeGreaterThan(0)
    }
    await here.engine.close()
    const leaks = secrets.flatMap((text) => filesWith(at('study'), text).map((file) => `${text} in ${file}`))
    expect(leaks).toEqual([])
    for (const text of [...secrets, '2.25.7700077', '19610803', '20240229'])
      expect(filesWith(at('study'), text), text).toEqual([])
    // The way back stands in the key, and only for its passphrase.
    expect(
      filesWith(at(), secrets.find((text) => text !== '') ?? '').some((file) => file.includes('key')),
    ).toBe(false)
    const key = await PatientKey.open(at('patients.key'), PASSPHRASE)
    const study = await here.engine.openStudy(at('study'))
    const codes = study.index.all.groups.map((g) => g.patient)
    expect(codes.length).toBeGreaterThan(3)
    for (const code of codes) expect(key.nameOf(code)).toBeTruthy()
    await expect(PatientKey.open(at('patients.key'), 'another passphrase')).rejects.toMatchObject({
      code: 'KEY_NEEDED',
    })
  })

  it('gives the same patient the same pseudonym and shifts dates by the same days, whenever it comes', async () => {
    const key = await PatientKey.open(at('k'), PASSPHRASE)
    const first = [key.pseudonym('MRN-1'), key.pseudonym('MRN-2'), key.shifted('MRN-1', '2024-03-01')]
    await key.save()
    const again = await PatientKey.open(at('k'), PASSPHRASE)
    expect([
      again.pseudonym('MRN-1'),
      again.pseudonym('MRN-2'),
      again.shifted('MRN-1', '2024-03-01'),
    ]).toEqual(first)
    const days = (a: string, b: string) => (Date.parse(b) - Date.parse(a)) / 86_400_000
    expect(days(again.shifted('MRN-1', '2024-03-01'), again.shifted('MRN-1', '2024-03-31'))).toBe(30)
    expect(first[2]).not.toContain('2024-03')
  })

  it.skipIf(!hasBuild)('makes a key of its own on the command line, apart from the study', () => {
    mkdirSync(at('dicom'))
    const secrets: string[] = []
    writeFileSync(at('dicom/one.dcm'), dicomWithSecrets(secrets))
    vi.stubEnv('LOCO_DATA_HOME', at('home'))
    loco('study', 'create', at('cli'))
    expect(loco('import', at('cli'), at('dicom'))).toMatchObject({ added: 1, rejected: [] })
    expect(loco('import', at('cli'), at('dicom'))).toMatchObject({ added: 0, duplicates: 1 })
    vi.unstubAllEnvs()
    expect(secrets.flatMap((text) => filesWith(at('cli'), text))).toEqual([])
    const names = readdirSync(at('home/keys'))
    expect(names.some((name) => name.endsWith('.key'))).toBe(true)
    expect(statSync(at('home/keys/passphrase')).mode & 0o077).toBe(0)
  })

  it('refuses DICOM files without a key, in one sentence', async () => {
    mkdirSync(at('dicom'))
    writeFileSync(at('dicom/one.dcm'), dicomWithSecrets([]))
    await expect(here.bring(at('dicom'))).rejects.toMatchObject({ code: 'KEY_NEEDED' })
  })
})

describe('templates and crops', () => {
  it('blacken what a device writes, and cut the bezel off pictures that have no mask', async () => {
    const templates = await ImportService.templates.set(here.study, 'Endo X', [[0, 0, 0.5, 0.25]])
    expect(templates).toEqual({ 'Endo X': [[0, 0, 0.5, 0.25]] })
    mkdirSync(at('dicom'))
    const file = dicomWithSecrets([])
    const maker = Buffer.from('Endo X', 'latin1')
    const head = Buffer.from([0x08, 0x00, 0x70, 0x00, 0x4c, 0x4f, maker.length, 0])
    const before = file.indexOf(Buffer.from([0x08, 0x00, 0x80, 0x00, 0x4c, 0x4f]))
    const made = Buffer.concat([file.subarray(0, before), head, maker, file.subarray(before)])
    writeFileSync(at('dicom/one.dcm'), made)
    mkdirSync(at('bezel'))
    const view = await plain(8).resize(200, 200).png().toBuffer()
    const black = sharp({ create: { width: 400, height: 300, channels: 3, background: '#000' } })
    const framed = await black
      .composite([{ input: view, left: 150, top: 60 }])
      .png()
      .toBuffer()
    writeFileSync(at('bezel/one.png'), framed)
    const deidentify = { keyFile: at('key'), passphrase: PASSPHRASE, text: false, crop: true }
    for (const folder of ['dicom', 'bezel']) await here.bring(at(folder), { deidentify })
    const frames = await here.study.store.db.selectFrom('frame').selectAll().orderBy('id').execute()
    const [scope, cut] = frames
    const path = at('study/frames', scope?.sha256.slice(0, 2) ?? '', `${scope?.sha256}.png`)
    const { data } = await sharp(path).raw().toBuffer({ resolveWithObject: true })
    const value = (x: number, y: number) => data[(y * 96 + x) * 3]
    expect([value(10, 10), value(47, 23)]).toEqual([0, 0])
    expect([value(49, 10), value(10, 25)]).not.toContain(0)
    expect(cut?.width).toBeLessThan(230)
    expect(cut?.height).toBeLessThan(230)
    expect(cut?.width).toBeGreaterThanOrEqual(200)
  })
})

/** Words that tesseract reads in a picture. */
function read(png: Buffer): string {
  const { stdout } = spawnSync('tesseract', ['-', '-', '--psm', '11'], { input: png })
  return stdout
    .toString()
    .replace(/[\s/.-]/g, '')
    .toUpperCase()
}

describe.skipIf(!hasTesseract)('text in the picture', () => {
  it.skipIf(!hasImages)('of the NEMA gastroscopy is gone after its import', async () => {
    mkdirSync(at('nema'))
    writeFileSync(at('nema/one.dcm'), readFileSync(join(images, 'dicom/nema-vl2_j2kr.dcm')))
    expect(await bring(at('nema'))).toMatchObject({ added: 1, rejected: [] })
    const [file = ''] = (readdirSync(at('study/frames'), { recursive: true }) as string[]).filter((f) =>
      f.endsWith('.png'),
    )
    const left = read(readFileSync(at('study/frames', file)))
    for (const text of ['ULCER', '0721', '1207', '1443', 'SCV', 'EGD', 'SFHR'])
      expect(left).not.toContain(text)
  })

  it('on synthetic frames: none is left on the bezel, few over the view', { timeout: 300_000 }, async () => {
    const each = Number(process.env['LOCO_OVERLAYS'] ?? 16) / 2
    const frames = await DemoService.drawSome(8)
    const left = { words: 0, bezel: 0, view: 0, read: 0 }
    for (let n = 0; n < 2 * each; n++) {
      const where = n % 2 === 0 ? 'bezel' : 'view'
      const { png, words, strokes } = await overlayOn(
        frames[n % frames.length] ?? new Uint8Array(),
        n,
        where === 'view',
      )
      const { image } = await blankText(png)
      const rgb = await sharp(image).removeAlpha().raw().toBuffer()
      const stays = (pixel: number) => Math.max(rgb[3 * pixel] ?? 0, rgb[3 * pixel + 1] ?? 0) > 0
      left.words += words.length
      // A word of which a fifth of the strokes is left may be guessed.
      left[where] += strokes.filter((word) => word.filter(stays).length > 0.2 * word.length).length
      const text = read(image)
      left.read += words.filter((word) => text.includes(word.replaceAll('/', ''))).length
    }
    process.stdout.write(`burned-in words left of ${left.words}: ${JSON.stringify(left)}\n`)
    expect(left).toMatchObject({ bezel: 0, read: 0 })
    expect(left.view).toBeLessThanOrEqual(0.1 * (left.words / 2))
  })
})
