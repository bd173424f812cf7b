import { spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { wordsOf } from '../../src/shared/reasons/wordsOf.ts'
import { times } from '../support/counts.ts'
import { damaged } from '../support/damage.ts'
import { dicomImage } from '../support/dicom.ts'
import { importing } from '../support/importing.ts'
import { hasImages, images } from '../support/places.ts'
import { writePairs } from '../support/TestStudy.ts'
import { isClear, NOTHING_WRONG, tallyOf } from '../support/tally.ts'

const here = importing(['normal', 'lesion'])
const { at } = here

const bring = (path: string, layout = 'auto') =>
  here.bring(path, { layout, deidentify: { keyFile: at('key'), passphrase: 'correct horse', text: false } })
/** What an import ends as: a report, or one sentence. */
const outcome = (path: string, layout?: string) =>
  bring(path, layout).catch((error: { code?: string; message: string }) => {
    expect(error.code, error.message).toMatch(/^(FOLDER_UNREADABLE|NOTHING_TO_IMPORT)$/)
    return error.message
  })

/** A film is read by another program, which takes a second. */
const FILMS = times(6, 100)
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0

async function picture(): Promise<Sharp> {
  const pixels = Buffer.from(Uint8Array.from({ length: 60 * 50 * 3 }, (_, i) => (i * 31) % 256))
  return sharp(pixels, { raw: { width: 60, height: 50, channels: 3 } })
}

function dicomFile(): Buffer {
  const pixels = Uint8Array.from({ length: 60 * 50 * 3 }, (_, i) => (i * 13) % 256)
  return dicomImage('2.25.1', pixels, 60, [['00280008', 'IS', '1']])
}

async function zipped(entries: readonly (readonly [string, Buffer])[], mode = 0o100644): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of entries) zip.addBuffer(content, name, { mode })
  zip.end()
  const path = at(`made-${Math.random()}.zip`)
  await pipeline(zip.outputStream, createWriteStream(path))
  return readFileSync(path)
}

/** Entry names that the writing library refuses, put in over harmless ones of the same length. */
const withName = (zip: Buffer, from: string, to: string) =>
  Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1')

describe('damaged files', () => {
  it('420 images and DICOM files: each is rejected with a sentence or comes in whole', {
    timeout: 120_000,
  }, async () => {
    const kinds = {
      png: await (await picture()).png().toBuffer(),
      jpg: await (await picture()).jpeg().toBuffer(),
      tif: await (await picture()).tiff({ compression: 'lzw' }).toBuffer(),
      webp: await (await picture()).webp().toBuffer(),
      dcm: dicomFile(),
      bmp: bmp(),
    }
    for (const [kind, file] of Object.entries(kinds)) {
      mkdirSync(at(kind))
      for (let n = 0; n < 70; n++) writeFileSync(at(kind, `${n}.${kind}`), damaged(file, n + 1))
      const report = await outcome(at(kind), kind === 'dcm' ? 'dicom' : 'folder')
      if (typeof report === 'string') continue
      const named = report.added + report.duplicates + report.rejected.length
      // A DICOM file without its mark is no DICOM file; of every other kind each file is accounted for.
      if (kind === 'dcm') expect(named).toBeGreaterThan(30)
      else expect(named, kind).toBe(70)
      for (const { reason } of report.rejected) expect(wordsOf(reason, 'en')).toMatch(/^[A-Z].{20,300}\.$/)
    }
    expect(await verifyStudy(here.study.store)).toEqual([])
  })

  it('60 zip archives: never more than a sentence', { timeout: 60_000 }, async () => {
    await writePairs(at('data'), 3)
    const names = readdirSync(at('data/images'))
    const good = await zipped(names.map((name) => [`images/${name}`, readFileSync(at('data/images', name))]))
    for (let n = 0; n < 60; n++) {
      writeFileSync(at('bad.zip'), damaged(good, n + 1))
      await outcome(at('bad.zip'))
    }
    writeFileSync(at('good.zip'), good)
    expect(await bring(at('good.zip'))).toMatchObject({ rejected: [] })
    expect(existsSync(at('study/cache/import'))).toBe(false)
  })

  it.skipIf(!hasFfmpeg || !hasImages)(
    `${FILMS} films: read or refused with a sentence`,
    { timeout: 600_000 },
    async () => {
      const film = readFileSync(join(images, 'video/openhsv_oscillating_vocal_folds.mp4'))
      const tally = tallyOf('damaged films')
      for (let n = 0; n < FILMS; n++) {
        writeFileSync(at('film.mp4'), damaged(film, n + 1))
        await bring(at('film.mp4')).catch((error: unknown) => {
          if (!isClear(error)) tally.unclear++
        })
        tally.tried++
      }
      expect(tally).toEqual({ tried: FILMS, ...NOTHING_WRONG })
      writeFileSync(at('film.mp4'), film)
      expect((await bring(at('film.mp4'))).rejected).toEqual([])
    },
  )
})

describe('attacks', () => {
  it.each([
    ['a way up', 'aaaaaaaaaaa', '../evil.png'],
    ['an absolute name', 'aaaaaaaaa', '/evil.png'],
    ['a Windows name', 'aaaaaaaaaaaaa', 'C:\\a\\evil.png'],
    ['a way up with backslashes', 'aaaaaaaaaaa', '..\\evil.png'],
  ])('%s in an archive is refused by name and writes nothing outside', async (_, from, to) => {
    const content = await (await picture()).png().toBuffer()
    const zip = withName(
      await zipped([[from.slice(0, to.length).padEnd(to.length, 'a'), content]]),
      'a'.repeat(to.length),
      to,
    )
    writeFileSync(at('evil.zip'), zip)
    const before = readdirSync(at()).sort()
    const report = await outcome(at('evil.zip'))
    if (typeof report !== 'string')
      expect(report).toMatchObject({
        added: 0,
        rejected: [{ reason: { name: 'entryOutside' } }],
      })
    expect(
      readdirSync(at())
        .filter((name) => name !== 'key')
        .sort(),
    ).toEqual(before.filter((name) => name !== 'key'))
  })

  it('a bomb, a link and 100,001 entries are refused before they cost anything', {
    timeout: 60_000,
  }, async () => {
    writeFileSync(at('bomb.zip'), await zipped([['a.png', Buffer.alloc(200e6)]]))
    writeFileSync(at('link.zip'), await zipped([['a.png', Buffer.from('/etc/passwd')]], 0o120777))
    for (const name of ['bomb.zip', 'link.zip']) {
      const report = await outcome(at(name))
      expect(report).toMatchObject({
        added: 0,
        rejected: [{ path: expect.stringContaining('a.png') as unknown }],
      })
    }
    writeFileSync(at('many.zip'), zipOfMany(100_001))
    expect(await outcome(at('many.zip'))).toContain('cannot be unpacked')
  })

  it('a DICOM file of two thousand million frames is refused', async () => {
    const file = dicomFile()
    const text = file.toString('latin1')
    const head = text.indexOf('\u0028\u0000\u0008\u0000IS')
    const frames = Buffer.from('2147483648')
    const longer = Buffer.concat([
      file.subarray(0, head + 6),
      Buffer.of(10, 0),
      frames,
      file.subarray(head + 10),
    ])
    mkdirSync(at('dicom'))
    writeFileSync(at('dicom/huge.dcm'), longer)
    expect(await bring(at('dicom'))).toMatchObject({
      added: 0,
      rejected: [{ reason: { name: 'dicomImpossibleFrames', values: { frames: '2147483648' } } }],
    })
  })
})

/** An archive that says it has so many entries, in the form for more than 65,535. */
function zipOfMany(entries: number): Buffer {
  const [record, locator, end] = [Buffer.alloc(56), Buffer.alloc(20), Buffer.alloc(22)]
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(BigInt(entries), 24)
  record.writeBigUInt64LE(BigInt(entries), 32)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeUInt32LE(1, 16)
  end.writeUInt32LE(0x06054b50, 0)
  end.fill(0xff, 8, 20)
  return Buffer.concat([record, locator, end])
}

/** A 24-bit bitmap, which no library here writes. */
function bmp(): Buffer {
  const [width, height] = [60, 50]
  const out = Buffer.alloc(54 + width * height * 3)
  out.write('BM')
  out.writeUInt32LE(out.length, 2)
  out.writeUInt32LE(54, 10)
  out.writeUInt32LE(40, 14)
  out.writeInt32LE(width, 18)
  out.writeInt32LE(height, 22)
  out.writeUInt16LE(1, 26)
  out.writeUInt16LE(24, 28)
  for (let i = 54; i < out.length; i++) out[i] = (i * 7) % 256
  return out
}
