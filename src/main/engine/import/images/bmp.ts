import { decode } from 'bmp-ts'
import sharp from 'sharp'
import { Unreadable } from '../found/Unreadable.ts'

/** A Windows bitmap, which sharp does not read, as a PNG of the same pixels. Throws `Unreadable`. */
export async function pngFromBmp(file: Buffer, pixelLimit: number): Promise<Buffer> {
  const [width, height] = [
    file.length < 26 ? 0 : file.readInt32LE(18),
    file.length < 26 ? 0 : file.readInt32LE(22),
  ]
  if (width <= 0 || height === 0 || width * Math.abs(height) > pixelLimit)
    throw new Unreadable('bitmapTooLarge')
  try {
    const image = decode(file, { toRGBA: true })
    const raw = { width: image.width, height: image.height, channels: 4 as const }
    return await sharp(image.data, { raw }).removeAlpha().png({ compressionLevel: 4 }).toBuffer()
  } catch {
    throw new Unreadable('imageDamaged')
  }
}
