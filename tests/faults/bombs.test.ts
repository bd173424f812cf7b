import { copyFileSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { metaOf } from '../../src/main/dicom/writeDicom.ts'
import type { Reason } from '../../src/shared/reasons/index.ts'
import { bitmap } from '../support/bitmaps.ts'
import { times } from '../support/counts.ts'
import { fileOfStreams, tissue } from '../support/dicomStreams.ts'
import { memoryOf } from '../support/memoryOf.ts'
import { hasBuild, project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { NOTHING_WRONG, saysWhat, type Tally, tallyOf } from '../support/tally.ts'

/** What an import may take, the process and all below it, bytes. */
const MOST_MEMORY = 600e6
/** An import that takes longer hangs, however busy the machine is, s. */
const MOST_SECONDS = 120
const place = temporaryFolder()
afterAll(place.remove)
const at = (...names: string[]) => join(place.path, ...names)
const entry = join(project, 'out/main/loco.js')
const env = { LOCO_DATA_HOME: at('home') }

const flat = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#a06858' } })

interface Report {
  readonly added: number
  readonly duplicates: number
  readonly rejected: readonly { readonly path: string; readonly reason: Reason }[]
}

/** Imports a folder in a process of its own, and counts what goes wrong with that. */
async function bring(folder: string, tally: Tally, seconds = MOST_SECONDS): Promise<Report> {
  const study = at(`study-${folder}`)
  await memoryOf(process.execPath, [entry, 'study', 'create', study], env)
  const ended = await memoryOf(process.execPath, [entry, 'import', study, at(folder), '--json'], env)
  const said = `${folder}: ${Math.round(ended.peak / 1e6)} MB, ${ended.seconds.toFixed(1)} s`
  if (process.env['LOCO_FAULTS']) process.stdout.write(`${said}\n`)
  if (ended.code !== 0 && !/^\p{Lu}/mu.test(ended.stderr)) tally.crashed++
  expect.soft(ended.peak, said).toBeLessThan(MOST_MEMORY)
  expect.soft(ended.seconds, said).toBeLessThan(seconds)
  const report = JSON.parse(ended.stdout || '{"added":0,"duplicates":0,"rejected":[]}') as Report
  for (const { reason } of report.rejected) if (!saysWhat(reason)) tally.unclear++
  return report
}

/** The same stream under a header that speaks of another size. */
function jpegOfSize(jpeg: Buffer, width: number, height: number): Buffer {
  const out = Buffer.from(jpeg)
  const frame = Math.max(out.indexOf(Buffer.of(0xff, 0xc0)), out.indexOf(Buffer.of(0xff, 0xc2)))
  out.writeUInt16BE(height, frame + 5)
  out.writeUInt16BE(width, frame + 7)
  return out
}

function pngOfSize(png: Buffer, side: number): Buffer {
  const out = Buffer.from(png)
  out.writeUInt32BE(side, 16)
  out.writeUInt32BE(side, 20)
  out.writeUInt32BE(crc32(out.subarray(12, 29)), 29)
  return out
}

const namesIn = ({ rejected }: Report) => rejected.map(({ reason }) => reason.name)

/** A DICOM file whose frames are all zero: a thousandth of its size once it is packed. */
function packedDicom(side: number, frames: number): Buffer {
  const header = fileOfStreams(
    'native',
    { width: side, height: side, samples: 3, bits: 8 },
    [Buffer.alloc(0)],
    [['00280008', 'IS', String(frames)]],
  )
  const own = metaOf('1.2.840.10008.5.1.4.1.1.77.1.1', '2.25.77', '1.2.840.10008.1.2.1')
  const meta = metaOf('1.2.840.10008.5.1.4.1.1.77.1.1', '2.25.77', '1.2.840.10008.1.2.1.99')
  const body = Buffer.alloc(header.length - own.length + side * side * 3 * frames)
  header.copy(body, 0, own.length)
  body.writeUInt32LE(side * side * 3 * frames, header.length - own.length - 4)
  return Buffer.concat([meta, deflateRawSync(body)])
}

describe.skipIf(!hasBuild)('bombs', () => {
  beforeAll(() => {
    for (const name of ['pixels', 'packed', 'sparse', 'progressive']) mkdirSync(at(name))
  })

  it('of few bytes that say they are much are refused at once', { timeout: 240_000 }, async () => {
    const tally = tallyOf('bombs of pixels')
    // 256 megapixels, of one colour where there is time to draw them.
    const side = 16_000
    const isDrawn = times(0, 1) === 1
    const huge = isDrawn
      ? await flat(side).png({ compressionLevel: 9 }).toBuffer()
      : await flat(40).png().toBuffer()
    writeFileSync(at('pixels/huge.png'), isDrawn ? huge : pngOfSize(huge, side))
    const picture = await flat(40).jpeg().toBuffer()
    writeFileSync(at('pixels/huge.jpg'), jpegOfSize(picture, side, side))
    for (let n = 0; n < 20; n++)
      writeFileSync(at('pixels', `lies-${n}.jpg`), jpegOfSize(picture, 900 + n, 65_000))
    // Rows of runs that are left empty: 59 megapixels in 9 kB.
    const runs = bitmap('runs of 8 bits', 61, 48)
    runs.writeInt32LE(65_535, 18)
    runs.writeInt32LE(900, 22)
    writeFileSync(at('pixels/runs.bmp'), runs)
    const report = await bring('pixels', tally)
    tally.tried = 23
    expect(report.added).toBe(0)
    expect(namesIn(report).sort()).toEqual([
      ...Array.from({ length: 20 }, () => 'imageDamaged'),
      'needsMemory',
      'tooManyPixels',
      'tooManyPixels',
    ])
    expect(tally).toEqual({ tried: 23, ...NOTHING_WRONG })
  })

  it('of packed DICOM files and endless frames are refused before they unpack', {
    timeout: 240_000,
  }, async () => {
    const tally = tallyOf('bombs of DICOM')
    const small = tissue(1)
    const pixels = Buffer.from(Uint8Array.from(small.data))
    for (const [i, frames] of ['2147483648', '99999', '-1', '1e9', '0', 'NaN'].entries())
      writeFileSync(
        at('packed', `frames-${i}.dcm`),
        fileOfStreams('native', small, [pixels], [['00280008', 'IS', frames]]),
      )
    // A gigabyte of zeros in 972 kB, and files that together would take much, each alone a little.
    writeFileSync(at('packed/zeros.dcm'), packedDicom(times(3000, 5000), times(5, 14)))
    const some = packedDicom(1200, 4)
    for (let n = 0; n < times(2, 8); n++) writeFileSync(at('packed', `some-${n}.dcm`), some)
    const report = await bring('packed', tally)
    tally.tried = times(9, 15)
    const names = namesIn(report)
    expect(names.filter((name) => name === 'dicomUnpacksTooLarge').length).toBe(1)
    expect(names.filter((name) => name !== 'dicomUnpacksTooLarge').sort()).toEqual([
      'dicomImpossibleFrames',
      'dicomImpossibleFrames',
      'dicomImpossibleFrames',
      'dicomImpossibleFrames',
      'dicomImpossibleFrames',
      'dicomOtherLength',
    ])
    // All of the others' frames are one black picture.
    expect(report.added + report.duplicates).toBe(times(8, 32))
    expect(tally).toEqual({ tried: times(9, 15), ...NOTHING_WRONG })
  })

  it('of files far larger than their pixels are not read', { timeout: 240_000 }, async () => {
    const tally = tallyOf('bombs of holes')
    const kinds = {
      'png.png': flat(90).png(),
      'jpg.jpg': flat(90).jpeg(),
      'tif.tif': flat(90).tiff(),
      'webp.webp': flat(90).webp(),
    }
    for (const [name, image] of Object.entries(kinds)) {
      writeFileSync(at('sparse', name), await image.toBuffer())
      truncateSync(at('sparse', name), 1e9)
    }
    for (const name of ['no.bmp', 'nothing.png']) {
      writeFileSync(at('sparse', name), name === 'no.bmp' ? 'BM' : '')
      truncateSync(at('sparse', name), 1e9)
    }
    const report = await bring('sparse', tally)
    tally.tried = 6
    expect(namesIn(report)).toEqual(Array.from({ length: 6 }, () => 'fileBeyondPixels'))
    expect(tally).toEqual({ tried: 6, ...NOTHING_WRONG })
  })

  it('of large progressive pictures are taken one after the other', { timeout: 600_000 }, async () => {
    const tally = tallyOf('bombs of coefficients')
    const count = times(2, 16)
    const side = times(3500, 7900)
    writeFileSync(at('large.jpg'), await flat(side).jpeg({ progressive: true, quality: 50 }).toBuffer())
    for (let n = 0; n < count; n++) copyFileSync(at('large.jpg'), at('progressive', `${n}.jpg`))
    // Four times the colours: more than there is room for.
    const four = await flat(40).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer()
    writeFileSync(at('progressive/four.jpg'), jpegOfSize(four, 7500, 7500))
    const report = await bring('progressive', tally, 600)
    tally.tried = count + 1
    expect(report.added + report.duplicates).toBe(count)
    expect(namesIn(report)).toEqual(['needsMemory'])
    expect(tally).toEqual({ tried: count + 1, ...NOTHING_WRONG })
  })
})
