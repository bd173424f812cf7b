import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { stripped } from '../../../../../../src/main/engine/import/images/strip.ts'

/** A picture of noise, so that its scans hold stuffed zeros. */
const picture = () =>
  sharp({
    create: {
      width: 90,
      height: 70,
      channels: 3,
      background: '#a06050',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })

const strip = async (bytes: Buffer, extension: 'jpg' | 'png' | 'webp') =>
  (
    await stripped({ bytes, extension, metadata: await sharp(bytes).metadata() } as Parameters<
      typeof stripped
    >[0])
  ).bytes

const pixels = (bytes: Buffer) => sharp(bytes, { failOn: 'warning' }).raw().toBuffer()

describe('a stripped picture', () => {
  it.each([
    [
      'jpg',
      () =>
        picture()
          .withExif({ IFD0: { Artist: 'Jane Doe' } })
          .jpeg()
          .toBuffer(),
    ],
    [
      'jpg',
      () =>
        picture()
          .withExif({ IFD0: { Artist: 'Jane Doe' } })
          .jpeg({ progressive: true })
          .toBuffer(),
    ],
    [
      'png',
      () =>
        picture()
          .withExif({ IFD0: { Artist: 'Jane Doe' } })
          .png()
          .toBuffer(),
    ],
    [
      'webp',
      () =>
        picture()
          .withExif({ IFD0: { Artist: 'Jane Doe' } })
          .webp()
          .toBuffer(),
    ],
  ] as const)('keeps its pixels and its end, and loses its maker: %s', async (extension, make) => {
    const bytes = await make()
    const bare = await strip(bytes, extension)
    expect(bytes.includes('Jane Doe')).toBe(true)
    expect(bare.includes('Jane Doe')).toBe(false)
    // Strictly: a picture that is cut short by two bytes still opens in most programs.
    expect(await pixels(bare)).toEqual(await pixels(bytes))
    if (extension === 'jpg') expect(bare.subarray(-2).toString('hex')).toBe('ffd9')
  })
})
