import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { bytesIn } from '../../src/main/dicom/Bytes.ts'
import type { Element } from '../../src/main/dicom/elements.ts'
import { framePng } from '../../src/main/dicom/framePixels.ts'
import { decodeJpegLossless } from '../../src/main/dicom/jpegLossless.ts'
import { NotReadable } from '../../src/main/dicom/NotReadable.ts'
import { readDicom } from '../../src/main/dicom/readDicom.ts'
import {
  dicomOf,
  fileOfStreams,
  type SyntaxName,
  syntaxes,
  syntaxNames,
  tissue,
} from '../support/dicomStreams.ts'
import { losslessJpeg } from '../support/losslessJpeg.ts'
import { saysWhat } from '../support/tally.ts'

/** The samples of a frame as they would come into a study, or the reason why they do not. */
async function cameIn(file: Buffer, frame = 0): Promise<number[] | string> {
  try {
    const png = await framePng(await readDicom(bytesIn(file)), frame)
    const { depth, space } = await sharp(png).metadata()
    const plain =
      space === 'srgb' ? sharp(png) : sharp(png).toColourspace(depth === 'ushort' ? 'grey16' : 'b-w')
    const bytes = Uint8Array.from(
      await plain.raw({ depth: depth === 'ushort' ? 'ushort' : 'uchar' }).toBuffer(),
    )
    return [...(depth === 'ushort' ? new Uint16Array(bytes.buffer) : bytes)]
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error
    expect(saysWhat(error.reason)).toBe(true)
    return error.reason.name
  }
}

const isLossy = (name: SyntaxName) => name === 'baseline' || name === 'extended'
const rows = (count: number): Element => ['00280010', 'US', count]
const columns = (count: number): Element => ['00280011', 'US', count]

describe.each(syntaxNames)('pixels in %s', (name) => {
  it('come in as they were written, in one frame and in three', async () => {
    const frames = [1, 2, 3].map((seed) => tissue(seed))
    for (const file of [await dicomOf(name, frames.slice(0, 1)), await dicomOf(name, frames)]) {
      const all = await Promise.all(
        frames
          .slice(0, file === undefined ? 0 : (await readDicom(bytesIn(file))).frames)
          .map((_, i) => cameIn(file, i)),
      )
      all.forEach((found, i) => {
        const told = [...Array.from(frames[i]?.data ?? [])]
        if (isLossy(name) && typeof found !== 'string')
          expect(Math.max(...found.map((v, at) => Math.abs(v - (told[at] ?? 0))))).toBeLessThan(24)
        else expect(found).toEqual(told)
      })
    }
  })

  it('stay outside where header and stream speak of other sizes, bits or frames', async () => {
    const picture = tissue(4)
    const stream = await syntaxes[name].encode(picture)
    const changes: Element[][] = [
      [rows(47)],
      [rows(49)],
      [columns(60)],
      [columns(62)],
      // As many pixels, otherwise laid out.
      [rows(61), columns(48)],
      [rows(24), columns(122)],
      [['00280008', 'IS', '2']],
      [
        ['00280002', 'US', 1],
        ['00280004', 'CS', 'MONOCHROME2'],
      ],
      [
        ['00280100', 'US', 16],
        ['00280101', 'US', 12],
        ['00280102', 'US', 11],
      ],
      [['00280102', 'US', 6]],
      [['00280004', 'CS', 'HSV']],
      [['00280004', 'CS', 'MONOCHROME2']],
    ]
    const sized = name === 'native' || name === 'deflated' || name === 'rle'
    for (const change of changes) {
      // Uncompressed pixels say nothing of how wide a row is.
      const isOnlyLaidOut = change.length === 2 && change[0]?.[0] === '00280010'
      if (sized && isOnlyLaidOut) continue
      const found = await cameIn(fileOfStreams(name, picture, [stream], change))
      expect(found, JSON.stringify(change)).toMatch(/^dicom/)
    }
  })

  it('stay outside where the stream is cut, or two pictures stand under one frame', async () => {
    const picture = tissue(5)
    const stream = await syntaxes[name].encode(picture)
    for (const share of [0.1, 0.5, 0.9, 0.99])
      expect(
        await cameIn(fileOfStreams(name, picture, [stream.subarray(0, Math.floor(stream.length * share))])),
      ).toMatch(/^dicom/)
    const twice = Buffer.concat([stream, stream])
    expect(await cameIn(fileOfStreams(name, picture, [twice]))).toMatch(/^dicom/)
  })
})

it('a huge picture under a small header is refused before it is decoded', async () => {
  const side = 8000
  const huge = await sharp({ create: { width: side, height: side, channels: 3, background: '#805040' } })
    .jpeg({ quality: 30 })
    .toBuffer()
  const before = process.memoryUsage().rss
  const file = fileOfStreams('baseline', { width: 8, height: 8, samples: 3, bits: 8 }, [huge])
  const started = performance.now()
  expect(await cameIn(file)).toBe('dicomStreamDiffers')
  expect(performance.now() - started).toBeLessThan(5000)
  expect(process.memoryUsage().rss - before).toBeLessThan(300e6)
})

describe('JPEG Lossless', () => {
  it.each([1, 2, 3, 4, 5, 6, 7])(
    'is decoded exactly with predictor %i, with and without restarts',
    (predictor) => {
      for (const [bits, samples] of [
        [8, 3],
        [8, 1],
        [12, 1],
        [16, 1],
      ] as const)
        for (const every of [0, 6]) {
          const picture = tissue(predictor, { bits, samples })
          const { data, ...facts } = decodeJpegLossless(losslessJpeg(picture, { predictor, rows: every }))
          expect(facts).toEqual({ width: 61, height: 48, samples, bits })
          expect([...data]).toEqual([...Array.from(picture.data)])
        }
    },
  )

  it('is never filled up where data are missing: 300 cuts and holes', () => {
    const picture = tissue(8, { samples: 1 })
    const sound = losslessJpeg(picture)
    for (let n = 0; n < 300; n++) {
      const at = 60 + ((n * 7919) % (sound.length - 64))
      const hole = Buffer.concat([sound.subarray(0, at), sound.subarray(at + 1 + (n % 40))])
      const cut = Buffer.concat([sound.subarray(0, at), Buffer.of(0xff, 0xd9)])
      for (const damaged of [hole, cut]) expect(() => decodeJpegLossless(damaged)).toThrow(RangeError)
    }
  })
})
