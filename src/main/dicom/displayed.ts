import type { DataSet } from 'dicom-parser'
import type { Decoded } from './Decoded.ts'
import type { PixelLayout } from './PixelLayout.ts'
import { voiTable } from './voiTable.ts'

/** What cameras give that write into wider samples without saying so. */
const CAMERA_BITS = 12

/**
 * Grey samples as the file says that they are to be seen (PS3.3 C.11): through its window or table where it has one, else
 * all values that its bits can hold, from black to white. Stored as they are, twelve of sixteen bits would be nearly
 * black to every program. Returns 8 or 16 bits, as many as hold the samples; throws a RangeError where a value is beyond
 * its bits.
 */
export function displayed(decoded: Decoded, layout: PixelLayout, header: DataSet): Decoded {
  const values = signedValues(decoded.data, layout)
  const show = windowOf(header) ?? voiTable(header, rescaleOf(header)) ?? wholeRange(values, layout)
  const bits = layout.bits > 8 ? 16 : 8
  const highest = 2 ** bits - 1
  const data = bits === 16 ? new Uint16Array(values.length) : new Uint8Array(values.length)
  const isInverted = layout.photometric === 'MONOCHROME1'
  for (let i = 0; i < data.length; i++) {
    const level = Math.round(highest * Math.min(1, Math.max(0, show(values[i]!))))
    data[i] = isInverted ? highest - level : level
  }
  return { ...decoded, data, bits }
}

/** A stored value as a share of what is between black and white. */
type Show = (value: number) => number

/** Values with their sign. */
function signedValues(data: Decoded['data'], { bits, signed }: PixelLayout): Int32Array {
  const [highest, middle] = [2 ** bits - 1, 2 ** (bits - 1)]
  return Int32Array.from(data, (value) => {
    if (signed) return ((value + middle) & highest) - middle
    if (value > highest) throw new RangeError('a sample beyond its bits')
    return value
  })
}

const numberIn = (header: DataSet, hex: string) => {
  const value = header.floatString(`x${hex}`)
  return value === undefined || Number.isNaN(value) ? undefined : value
}

/** Stored values to what they measure. */
export function rescaleOf(header: DataSet): Show {
  const [slope, intercept] = [numberIn(header, '00281053') ?? 1, numberIn(header, '00281052') ?? 0]
  return (value) => value * slope + intercept
}

/** The first window (PS3.3 C.11.2.1.2 and C.11.2.1.3); undefined where there is none, or one that shows nothing. */
function windowOf(header: DataSet): Show | undefined {
  const [centre, width] = [numberIn(header, '00281050'), numberIn(header, '00281051')]
  if (centre === undefined || width === undefined || width <= 0) return undefined
  const measured = rescaleOf(header)
  switch ((header.string('x00281056') ?? '').trim()) {
    case 'SIGMOID':
      return (value) => 1 / (1 + Math.exp((-4 * (measured(value) - centre)) / width))
    case 'LINEAR_EXACT':
      return (value) => (measured(value) - centre) / width + 0.5
    default:
      // One wide, it parts black from white.
      if (width <= 1) return (value) => (measured(value) <= centre - 0.5 ? 0 : 1)
      return (value) => (measured(value) - (centre - 0.5)) / (width - 1) + 0.5
  }
}

/** From the lowest to the highest value of the bits that are in use. */
function wholeRange(values: Int32Array, { bits, signed }: PixelLayout): Show {
  const rangeOf = (width: number) => {
    const low = signed ? -(2 ** (width - 1)) : 0
    return { low, high: low + 2 ** width - 1 }
  }
  const camera = rangeOf(CAMERA_BITS)
  const fitsCamera =
    bits > CAMERA_BITS && values.every((value) => value >= camera.low && value <= camera.high)
  const { low, high } = fitsCamera ? camera : rangeOf(bits)
  return (value) => (value - low) / (high - low)
}
