import sharp from 'sharp'
import { SIDE, type Size, scaled } from '../../shared/assistant/embedding.ts'
import { refused } from '../../shared/reasons/Refused.ts'
import { readPictureFile } from '../files/originals.ts'

// The picture is one of thousands, and nobody waits for its decoding alone.
sharp.cache(false)
sharp.concurrency(1)

/** Mean and spread of red, green and blue that the encoder was made with. */
const MEAN = [123.675, 116.28, 103.53] as const
const SPREAD = [58.395, 57.12, 57.375] as const

/** A frame's picture as the encoder takes it, `[3,1024,1024]`, and the frame's size. */
export interface InputPicture extends Size {
  readonly data: Float32Array
}

/**
 * Reads a picture, scales its longer side to 1024 px and fills up with zeros to the right and below. Large JPEGs are decoded
 * at a fraction of their size. Throws `Refused` where it is gone, was changed, or is damaged.
 */
export async function readInputPicture(path: string): Promise<InputPicture> {
  const bytes = await readPictureFile(path)
  try {
    const image = sharp(bytes, { failOn: 'error', sequentialRead: true })
    const { width, height } = await image.metadata()
    const { data, info } = await image
      .removeAlpha()
      .toColourspace('srgb')
      .resize({ ...scaled({ width, height }), fit: 'fill', kernel: 'linear' })
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { width, height, data: normalized(data, info) }
  } catch (error) {
    throw refused('imageChanged', {}, error)
  }
}

function normalized(pixels: Buffer, { width, height, channels }: Size & { channels: number }): Float32Array {
  const out = new Float32Array(3 * SIDE * SIDE)
  for (let c = 0; c < 3; c++) {
    const [mean, spread] = [MEAN[c]!, SPREAD[c]!]
    // A grey picture has one channel.
    const from = Math.min(c, channels - 1)
    for (let y = 0; y < height; y++) {
      let at = (c * SIDE + y) * SIDE
      for (let x = 0, p = y * width * channels + from; x < width; x++, p += channels)
        out[at++] = (pixels[p]! - mean) / spread
    }
  }
  return out
}
