import sharp from 'sharp'
import { SIDE, type Size, scaled } from '../../shared/assistant/embedding.ts'
import { windowOf } from '../../shared/domain/resample.ts'
import { refused } from '../../shared/reasons/Refused.ts'
import { readPictureFile } from '../files/originals.ts'

// The picture is one of thousands, and nobody waits for its decoding alone.
sharp.cache(false)
sharp.concurrency(1)

/** Mean and spread of red, green and blue that the encoder was made with. */
const MEAN = [123.675, 116.28, 103.53] as const
const SPREAD = [58.395, 57.12, 57.375] as const

/** Larger pictures are shrunk while they are decoded, to twice what is needed: 48 megapixels take 150 MB. */
const LARGE = 16e6

/** A frame's picture as the encoder takes it, `[3,1024,1024]`, and the frame's size. */
export interface InputPicture extends Size {
  readonly data: Float32Array
}

/**
 * Reads a picture and scales its longer side to 1024 px, as Pillow does: libvips lays an enlarged picture half a pixel
 * elsewhere, which moved a sixtieth of a mask. Fills up with zeros to the right and below. Throws `Refused` where the
 * picture is gone, was changed, or is damaged.
 */
export async function readInputPicture(path: string): Promise<InputPicture> {
  const bytes = await readPictureFile(path)
  try {
    const image = sharp(bytes, { failOn: 'error', sequentialRead: true })
    const { width, height } = await image.metadata()
    const whole = image.removeAlpha().toColourspace('srgb')
    const fitting = { width: 2 * SIDE, height: 2 * SIDE, fit: 'inside', kernel: 'linear' } as const
    const { data, info } = await (width * height > LARGE ? whole.resize(fitting) : whole)
      .raw()
      .toBuffer({ resolveWithObject: true })
    const seen = scaled({ width, height })
    const picture = { width: info.width, height: info.height, data: toRgb(data, info.channels) }
    const window = { ...seen, left: 0, top: 0, size: SIDE, flip: false }
    return { width, height, data: normalized(windowOf(picture, window), seen) }
  } catch (error) {
    throw refused('imageChanged', {}, error)
  }
}

/** A grey picture has one channel. */
function toRgb(data: Buffer, channels: number): Uint8Array {
  if (channels === 3) return data
  const out = new Uint8Array((data.length / channels) * 3)
  for (let i = 0, p = 0; i < out.length; i += 3, p += channels) out.fill(data[p]!, i, i + 3)
  return out
}

/** What lies beyond the picture is zero after it, not before. */
function normalized(pixels: Uint8Array, { width, height }: Size): Float32Array {
  const out = new Float32Array(3 * SIDE * SIDE)
  for (let c = 0; c < 3; c++) {
    const [mean, spread] = [MEAN[c]!, SPREAD[c]!]
    for (let y = 0; y < height; y++) {
      let at = (c * SIDE + y) * SIDE
      for (let x = 0, p = y * SIDE * 3 + c; x < width; x++, p += 3) out[at++] = (pixels[p]! - mean) / spread
    }
  }
  return out
}
