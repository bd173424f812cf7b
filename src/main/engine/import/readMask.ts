import sharp from 'sharp'
import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { dithered } from './dither.ts'
import type { ImportOptions } from './Incoming.ts'
import { readPalettePng } from './palettePng.ts'
import { type ImageHeader, readImage } from './readImage.ts'
import { Unreadable } from './Unreadable.ts'

const BRIGHT = 127

/** One value per pixel, as the file holds them. */
interface RawMask {
  readonly values: Uint8Array
  /** Colour or lossy: values near a class are noise, only bright or dark means anything. */
  readonly vague: boolean
}

/**
 * A mask file as classes of the study. Values are taken as classes where they are ones; a two-class study also
 * takes black-and-white masks, among them JPEG and colour ones with residue, by threshold (polyp > 127). With a
 * `--mask-map` the file's values are translated. Throws `Unreadable` with what to do.
 */
export async function readMask(
  path: string,
  frame: { width: number; height: number },
  classes: number,
  { maskMap: map, ditherMasks = false }: Pick<ImportOptions, 'maskMap' | 'ditherMasks'>,
): Promise<Mask> {
  const image = await readImage(path)
  const { width, height } = image
  if (width !== frame.width || height !== frame.height) {
    throw new Unreadable('maskOtherSize', {
      width,
      height,
      frameWidth: frame.width,
      frameHeight: frame.height,
    })
  }
  const raw = ditherMasks ? await blackAndWhite(image) : await rawValues(image)
  return { width, height, data: map ? mapped(raw.values, map, classes) : interpreted(raw, classes) }
}

async function rawValues({ bytes, lossy, metadata }: ImageHeader): Promise<RawMask> {
  const indices = metadata.format === 'png' ? readPalettePng(bytes) : undefined
  if (indices) return { values: indices, vague: false }
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const values = new Uint8Array(info.width * info.height)
  let coloured = false
  for (let i = 0, p = 0; i < values.length; i++, p += info.channels) {
    let highest = data[p]!
    for (let c = 1; c < info.channels; c++) {
      if (data[p + c] !== data[p]) coloured = true
      highest = Math.max(highest, data[p + c]!)
    }
    values[i] = highest
  }
  return { values, vague: lossy || coloured }
}

async function blackAndWhite({ bytes, width }: ImageHeader): Promise<RawMask> {
  const grey = await sharp(bytes).removeAlpha().greyscale().toColourspace('b-w').raw().toBuffer()
  return { values: dithered(grey, width), vague: false }
}

function interpreted({ values, vague }: RawMask, classes: number): Uint8Array {
  const present = [...new Set(values)].sort((a, b) => a - b)
  const isClass = (v: number) => v < classes || v === IGNORE
  const blackAndWhite = present.every((v) => v === 0 || v === IGNORE) && present.includes(IGNORE)
  if (!vague && present.every(isClass) && !(classes === 2 && blackAndWhite)) return values
  const readable = vague || present.some((v) => v > BRIGHT)
  if (classes === 2 && readable) return values.map((v) => (v > BRIGHT ? 1 : 0))
  throw unknown(vague ? [] : present.filter((v) => !isClass(v)))
}

function unknown(values: readonly number[]): Unreadable {
  if (values.length === 0) {
    return new Unreadable('maskVague')
  }
  const some = values.slice(0, 5).map(String)
  return new Unreadable('maskUnknownValues', { values: values.length > 5 ? [...some, '…'] : some })
}

function mapped(values: Uint8Array, map: ReadonlyMap<number | '*', number>, classes: number): Uint8Array {
  const rest = map.get('*')
  const missing = new Set<number>()
  const out = values.map((value) => {
    const to = map.get(value) ?? rest
    if (to === undefined || (to >= classes && to !== IGNORE)) missing.add(value)
    return to ?? 0
  })
  if (missing.size > 0) throw unknown([...missing])
  return out
}
