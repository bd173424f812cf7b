import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { bareProfile } from '../../../../../../src/main/engine/import/images/iccProfile.ts'
import { readHeader } from '../../../../../../src/main/engine/import/images/readImage.ts'
import { stripped } from '../../../../../../src/main/engine/import/images/strip.ts'

const NAME = 'Jane Doe'
const name = Buffer.from(NAME)

/** A picture of noise, so that its scans hold stuffed zeros. */
const picture = (channels: 3 | 4 = 3) =>
  sharp({
    create: {
      width: 90,
      height: 70,
      channels,
      background: channels === 4 ? { r: 160, g: 96, b: 80, alpha: 0.5 } : '#a06050',
      ...(channels === 3 ? { noise: { type: 'gaussian' as const, mean: 128, sigma: 40 } } : {}),
    },
  })
const named = (channels: 3 | 4 = 3) => picture(channels).withExif({ IFD0: { Artist: NAME } })

const bareOf = async (file: Buffer) => stripped(await readHeader(file))
/** As every reader here opens it: strictly, colours by the profile; and the samples as they are stored. */
const pixels = async (bytes: Buffer) => {
  const upright = () => sharp(bytes, { failOn: 'warning' }).rotate()
  const seen = await upright().toColourspace('srgb').raw().toBuffer()
  return { seen, stored: await upright().keepIccProfile().raw().toBuffer() }
}

const word = (value: number) => {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(value)
  return out
}
const pngChunk = (type: string, body: Buffer) => {
  const typed = Buffer.concat([Buffer.from(type), body])
  return Buffer.concat([word(body.length), typed, word(crc32(typed))])
}
const jpegSegment = (marker: number, body: Buffer) =>
  Buffer.concat([Buffer.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255), body])
const behindStart = (jpeg: Buffer, ...parts: Buffer[]) =>
  Buffer.concat([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)])

/** A profile with a name in its description, its copyright, its dates and behind its curves. */
async function namedProfile(): Promise<Buffer> {
  const { icc } = await sharp(await picture().withIccProfile('p3').png().toBuffer()).metadata()
  if (!icc) throw new Error('no profile')
  const out = Buffer.concat([icc, name])
  out.writeUInt32BE(out.length, 0)
  name.copy(out, 100)
  name.subarray(0, 4).copy(out, 48)
  const count = out.readUInt32BE(128)
  for (let i = 0; i < count; i++) {
    const at = 132 + 12 * i
    const isText = ['desc', 'cprt'].includes(out.toString('latin1', at, at + 4))
    if (isText && out.readUInt32BE(at + 8) >= 16 + name.length) name.copy(out, out.readUInt32BE(at + 4) + 16)
  }
  return out
}

const tail = Buffer.concat([Buffer.from('trailer '), name])
const planted: Record<string, () => Promise<Buffer>> = {
  'JPEG with EXIF, comments, tails': async () =>
    Buffer.concat([behindStart(await named().jpeg().toBuffer(), jpegSegment(0xfe, name)), tail]),
  'progressive JPEG with EXIF': () => named().jpeg({ progressive: true }).toBuffer(),
  'JPEG with a thumbnail in JFIF and one in JFXX': async () => {
    const jpeg = await picture().jpeg().toBuffer()
    const jfif = Buffer.concat([Buffer.from('4a46494600010201004800480301', 'hex'), name, Buffer.of(0)])
    const jfxx = Buffer.concat([Buffer.from('JFXX\0\x10'), name])
    return Buffer.concat([
      Buffer.of(0xff, 0xd8),
      jpegSegment(0xe0, jfif),
      jpegSegment(0xe0, jfxx),
      jpeg.subarray(2),
    ])
  },
  'JPEG of untransformed colours with a text in its Adobe segment': async () => {
    const jpeg = await picture().jpeg().toBuffer()
    const adobe = Buffer.concat([Buffer.from('Adobe\0\x64\0\0\0\0\0', 'latin1'), name])
    return behindStart(jpeg, jpegSegment(0xee, adobe))
  },
  'JPEG of four inks': async () =>
    behindStart(await picture().toColourspace('cmyk').jpeg().toBuffer(), jpegSegment(0xed, name)),
  'JPEG with a named profile': async () => {
    const body = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), await namedProfile()])
    return behindStart(await picture().jpeg().toBuffer(), jpegSegment(0xe2, body))
  },
  'turned JPEG': async () =>
    picture()
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD0: { Artist: NAME, Orientation: '6' } })
      .jpeg()
      .toBuffer(),
  'PNG with EXIF and tails': async () => Buffer.concat([await named().png().toBuffer(), tail]),
  'PNG with a named profile under a name, and an end that speaks': async () => {
    const png = await picture().png().toBuffer()
    const body = Buffer.concat([name, Buffer.of(0, 0), deflateSync(await namedProfile())])
    const end = pngChunk('IEND', name)
    return Buffer.concat([png.subarray(0, 33), pngChunk('iCCP', body), png.subarray(33, -12), end])
  },
  'PNG of indices with transparency': () => named(4).png({ palette: true }).toBuffer(),
  'PNG of 16 bits': () => named().toColourspace('rgb16').png().toBuffer(),
  'WebP with EXIF, a tail and an unknown chunk': async () => {
    const webp = await named().webp().toBuffer()
    const own = Buffer.concat([Buffer.from('NAME'), Buffer.of(name.length, 0, 0, 0), name])
    webp.writeUInt32LE(webp.length - 8 + own.length, 4)
    return Buffer.concat([webp, own, tail])
  },
  'WebP with transparency': () => named(4).webp().toBuffer(),
  'lossless WebP with a profile': () => named().withIccProfile('p3').webp({ lossless: true }).toBuffer(),
  'TIFF with EXIF and a profile': async () =>
    Buffer.concat([await named().withIccProfile('p3').tiff({ compression: 'lzw' }).toBuffer(), tail]),
  'grey TIFF of 16 bits': async () =>
    Buffer.concat([await picture().toColourspace('grey16').tiff().toBuffer(), tail]),
}

describe('a stripped picture', () => {
  it.each(Object.keys(planted))('%s: keeps its pixels, and loses whose it is', async (kind) => {
    const file = (await planted[kind]?.()) ?? Buffer.alloc(0)
    expect(file.includes(NAME)).toBe(true)
    const { bytes, width, height, metadata } = await bareOf(file)
    expect(bytes.includes(NAME)).toBe(false)
    expect([width, height]).toEqual(/turned/.test(kind) ? [70, 90] : [90, 70])
    expect(await pixels(bytes)).toEqual(await pixels(file))
    const { exif, xmp, iptc, comments, icc } = metadata
    expect([exif, xmp, iptc, comments]).toEqual([undefined, undefined, undefined, undefined])
    if (icc) expect(bareProfile(icc)).toEqual(icc)
    if (/profile/.test(kind)) expect(icc).toBeDefined()
  })

  it('is a JPEG of nothing but marks of 18 and 16 bytes beside its picture', async () => {
    const { bytes } = await bareOf(
      (await planted['JPEG with a thumbnail in JFIF and one in JFXX']?.()) ?? Buffer.alloc(0),
    )
    expect(bytes.subarray(2, 20).toString('hex')).toBe('ffe000104a46494600010100000100010000')
    expect(bytes.subarray(-2).toString('hex')).toBe('ffd9')
  })
})

describe('a bare profile', () => {
  it.each(['srgb', 'p3', 'cmyk'])('%s: gives the same colours and holds no text', async (kind) => {
    const jpeg = kind === 'cmyk' ? picture().toColourspace('cmyk') : picture()
    const { icc } = await sharp(await jpeg.withIccProfile(kind).jpeg().toBuffer()).metadata()
    const bare = bareProfile(icc ?? Buffer.alloc(0))
    expect(bare).toBeDefined()
    for (const text of ['desc', 'cprt', 'text', 'mluc', 'dmnd'])
      expect(bare?.includes(text), text).toBe(false)
  })

  it('of noise is none', () => {
    for (let n = 0; n < 200; n++)
      expect(
        bareProfile(Buffer.from(Array.from({ length: n }, (_, i) => (i * 31 * n) & 255))),
      ).toBeUndefined()
  })
})
