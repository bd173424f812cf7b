import { Unreadable } from '../found/Unreadable.ts'
import { decodeWhole, type ImageHeader, strictly } from '../images/readImage.ts'

/** The samples of a mask file as they lie in it, whatever its depth. */
export interface Samples {
  /** `[pixel,channel]`: red, green and blue, or one that stands for all three; behind them alpha. */
  readonly data: Uint8Array | Uint16Array
  readonly channels: number
  /** Whether the last channel is alpha. */
  readonly hasAlpha: boolean
}

const MOST = 65_535

/**
 * Samples without any conversion: a mask's numbers are classes, so neither a colour profile nor fewer bits may change
 * them. Throws `Unreadable` where they are none that a class could be.
 */
export async function samplesOf({ bytes, metadata }: ImageHeader): Promise<Samples> {
  const { depth, channels, hasAlpha } = metadata
  const picture = strictly(bytes, { ignoreIcc: true })
  // Sixteen bits are kept only in a space that has them; other depths are handed out as numbers.
  const deep =
    depth === 'ushort' ? picture.toColourspace(channels < 3 ? 'grey16' : 'rgb16').raw({ depth }) : undefined
  const raw = deep ?? picture.raw({ depth: depth === 'uchar' ? depth : 'float' })
  const { data, info } = await decodeWhole(() => raw.toBuffer({ resolveWithObject: true }))
  const { buffer, byteOffset, length } = data
  const shape = { channels: info.channels, hasAlpha }
  if (depth === 'uchar') return { ...shape, data }
  if (deep) return { ...shape, data: new Uint16Array(buffer, byteOffset, length / 2) }
  return { ...shape, data: whole(new Float32Array(buffer, byteOffset, length / 4)) }
}

/** Numbers that masks of 32 bits and more hold. */
function whole(numbers: Float32Array): Uint16Array {
  const out = new Uint16Array(numbers.length)
  numbers.forEach((number, i) => {
    if (!(Number.isInteger(number) && number >= 0 && number <= MOST)) throw new Unreadable('maskNoWhole')
    out[i] = number
  })
  return out
}
