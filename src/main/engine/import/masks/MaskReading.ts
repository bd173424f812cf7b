import { type MaskFile, MOST_VALUES } from './maskFile.ts'
import { hexOf, isBlackAndWhite, nearestOf } from './palette.ts'

/** How the pixels of a set of masks become marks; decided over all of them, because one file alone is ambiguous. */
export interface MaskReading {
  /** Indices of palettes are what is meant; else the colours behind them are. */
  readonly byIndex: boolean
  /** Grey values stand for themselves; else they are black and white with residue. */
  readonly byValue: boolean
  /** The colours that colour and lossy files mean, packed. */
  readonly palette: readonly number[]
}

/** Each pixel as a place in `keys`. */
export interface ReadMarks {
  readonly keys: readonly string[]
  readonly places: Uint8Array
}

const BRIGHT = 127
const VALUES = Array.from({ length: 256 }, (_, value) => String(value))

/** The marks of a mask's pixels. */
export function marksIn(file: MaskFile, { byIndex, byValue, palette }: MaskReading): ReadMarks {
  const { values, rgb } = file
  if (values && standsForItself(file, { byIndex, byValue }))
    return values instanceof Uint8Array ? { keys: VALUES, places: values } : placesOf(values)
  if (!isBlackAndWhite(palette)) return { keys: palette.map(hexOf), places: nearestOf(rgb, palette) }
  const places = new Uint8Array(rgb.length / 3)
  for (let i = 0, p = 0; i < places.length; i++, p += 3)
    places[i] = Math.max(rgb[p]!, rgb[p + 1]!, rgb[p + 2]!) > BRIGHT ? 1 : 0
  return { keys: ['0', '255'], places }
}

/** Numbers beyond a byte, of which a file that stands for itself holds few. */
function placesOf(values: Uint16Array): ReadMarks {
  const known = [...new Set(values)]
  const placeOf = new Map(known.map((value, place) => [value, place]))
  return { keys: known.map(String), places: Uint8Array.from(values, (value) => placeOf.get(value) ?? 0) }
}

/** Whether a file's values are marks as they stand. Dark values alone are never residue of something bright. */
export function standsForItself(
  { values, lossy, indexed }: MaskFile,
  { byIndex, byValue }: Pick<MaskReading, 'byIndex' | 'byValue'>,
): boolean {
  if (!values || lossy) return false
  if (indexed) return byIndex
  return byValue || isDark(values)
}

function isDark(values: Uint8Array | Uint16Array): boolean {
  const seen = new Uint8Array(256)
  for (const value of values) {
    if (value > BRIGHT) return false
    seen[value] = 1
  }
  return seen.reduce((sum, one) => sum + one, 0) <= MOST_VALUES
}
