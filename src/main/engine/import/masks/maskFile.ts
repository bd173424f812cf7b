import { readWhole } from '../found/readWhole.ts'
import { Unreadable } from '../found/Unreadable.ts'
import { readPalettePng } from '../images/palettePng.ts'
import { decodeWhole, readHeader, strictly } from '../images/readImage.ts'
import { inEightBits, inFewBits } from './depth.ts'
import { opaque } from './opaque.ts'
import { type Samples, samplesOf } from './samples.ts'

/** So many grey values are told apart; residue and soft edges bring more. */
export const MOST_VALUES = 12
/** A lossy file's noise reaches so far: values below are none that somebody chose. */
const NOISE = 24

/** A mask file's pixels, before anybody says what they mean. */
export interface MaskFile {
  readonly width: number
  readonly height: number
  /** Grey values or palette indices as the file holds them; undefined for colours. */
  readonly values: Uint8Array | Uint16Array | undefined
  /** `[pixel,channel]`, as the file holds them, 8 bits each. */
  readonly rgb: Uint8Array
  readonly lossy: boolean
  /** Whether `values` are indices, with a colour each. */
  readonly indexed: boolean
}

/** Reads a mask file from first to last pixel. Throws `Unreadable`. */
export async function readMaskFile(path: string): Promise<MaskFile> {
  const header = await readHeader(await readWhole(path))
  const { bytes, width, height, lossy, metadata } = header
  const samples = await samplesOf(header)
  const indices = metadata.format === 'png' ? readPalettePng(bytes) : undefined
  // What an index looks like is not what it means: its alpha neither.
  const seen = indices ? samples : opaque(samples)
  const rgb = inThreeChannels({ ...seen, data: inEightBits(seen.data) })
  if (lossy && isFaint(rgb)) throw new Unreadable('maskFaint')
  const grey = indices ? undefined : greyOf(seen)
  const values = indices ?? (grey ? inFewBits(grey, MOST_VALUES) : undefined)
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

/** Grey values; undefined where channels differ. */
function greyOf({ data, channels }: Samples): Samples['data'] | undefined {
  if (channels < 3) return data
  const out = new (data instanceof Uint8Array ? Uint8Array : Uint16Array)(data.length / channels)
  for (let i = 0, p = 0; i < out.length; i++, p += channels) {
    if (data[p] !== data[p + 1] || data[p] !== data[p + 2]) return undefined
    out[i] = data[p]!
  }
  return out
}

function inThreeChannels({ data, channels }: Samples): Uint8Array {
  const rgb = new Uint8Array((data.length / channels) * 3)
  for (let p = 0, q = 0; p < data.length; p += channels, q += 3) {
    rgb[q] = data[p]!
    rgb[q + 1] = data[channels < 3 ? p : p + 1]!
    rgb[q + 2] = data[channels < 3 ? p : p + 2]!
  }
  return rgb
}

/** Whether something was painted in values so dark that nobody can tell it from a codec's noise. */
function isFaint(rgb: Uint8Array): boolean {
  let most = 0
  for (const value of rgb) if (value > most) most = value
  return most > 0 && most < NOISE
}
