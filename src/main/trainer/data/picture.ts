import sharp from 'sharp'
import type { Picture } from '../../../shared/domain/picture.ts'
import { readPictureFile } from '../../files/originals.ts'

export type { Picture }

/**
 * Reads a frame as RGB; with `side`, shrinks it so that its longer side is at most that many px. An original of a study
 * is checked against its name: nothing is learned from a damaged one. Throws `Refused`.
 */
export async function readPicture(path: string, side: number | null): Promise<Picture> {
  // libvips closes no gap between reading and decoding a file that is being replaced; a buffer does.
  const image = sharp(await readPictureFile(path), { failOn: 'error', sequentialRead: true })
    .removeAlpha()
    .toColourspace('srgb')
  const sized =
    side === null
      ? image
      : image.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true, kernel: 'linear' })
  const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: toRgb(data, info.channels) }
}

/** A grey picture has one channel; the nets take three. */
function toRgb(data: Buffer, channels: number): Uint8Array {
  if (channels === 3) return new Uint8Array(data.buffer, data.byteOffset, data.length)
  const out = new Uint8Array((data.length / channels) * 3)
  for (let i = 0, p = 0; i < out.length; i += 3, p += channels) out.fill(data[p]!, i, i + 3)
  return out
}
