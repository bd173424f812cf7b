import { readWhole } from '../found/readWhole.ts'
import { readPalettePng } from '../images/palettePng.ts'
import { decodeWhole, type ImageHeader, readHeader, strictly } from '../images/readImage.ts'

/** A mask file's pixels, before anybody says what they mean. */
export interface MaskFile {
  readonly width: number
  readonly height: number
  /** Grey values or palette indices as the file holds them; undefined for colours. */
  readonly values: Uint8Array | undefined
  /** `[pixel,channel]`, sRGB. */
  readonly rgb: Uint8Array
  readonly lossy: boolean
  /** Whether `values` are indices, with a colour each. */
  readonly indexed: boolean
}

/** Reads a mask file from first to last pixel. Throws `Unreadable`. */
export async function readMaskFile(path: string): Promise<MaskFile> {
  const header = await readHeader(await readWhole(path))
  const { bytes, width, height, lossy } = header
  const { data, info } = await decodeWhole(() =>
    strictly(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true }),
  )
  const indices = indicesOf(header)
  const rgb = new Uint8Array(width * height * 3)
  const grey = new Uint8Array(width * height)
  let coloured = false
  for (let i = 0, p = 0, q = 0; i < grey.length; i++, p += info.channels, q += 3) {
    const [red, green, blue] = [
      data[p]!,
      data[info.channels < 3 ? p : p + 1]!,
      data[info.channels < 3 ? p : p + 2]!,
    ]
    if (red !== green || red !== blue) coloured = true
    rgb[q] = red
    rgb[q + 1] = green
    rgb[q + 2] = blue
    grey[i] = red
  }
  const values = indices ?? (coloured ? undefined : grey)
  return { width, height, values, rgb, lossy, indexed: indices !== undefined }
}

/** A mask file as the public code reads grey ones: black and white by error diffusion's input, its luminance. */
export async function readLuminance(
  path: string,
): Promise<{ width: number; height: number; grey: Uint8Array }> {
  const { bytes, width, height } = await readHeader(await readWhole(path))
  const grey = await decodeWhole(() =>
    strictly(bytes).removeAlpha().greyscale().toColourspace('b-w').raw().toBuffer(),
  )
  return { width, height, grey }
}

const indicesOf = ({ bytes, metadata }: ImageHeader) =>
  metadata.format === 'png' ? readPalettePng(bytes) : undefined
