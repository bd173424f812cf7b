import { crc32 } from 'node:zlib'
import { streamFor } from '../../src/shared/domain/random.ts'
import { damaged } from './damage.ts'

/** A part of a file with a name, a length and a body, as most formats are made of. */
interface Part {
  readonly at: number
  readonly end: number
  /** Where its length, its name and its body stand. */
  readonly length: number
  readonly name: number
  readonly body: number
}

type Whole = (below: number) => number
type Forge = (file: Buffer, whole: Whole) => Buffer

/** Values that readers believe, or count with, and should not. */
const SIZES = [0, 1, 2, 3, 7, 8, 47, 49, 60, 62, 255, 256, 4096, 32_768, 65_535]

/** Parts left out, doubled, swapped, given another length or name, and numbers in their bodies. */
function forgedParts(file: Buffer, parts: readonly Part[], whole: Whole): Buffer {
  const one = parts[whole(parts.length)]
  const other = parts[whole(parts.length)]
  if (!one || !other) return damaged(file, whole(1000))
  const out = Buffer.from(file)
  switch (whole(7)) {
    case 0:
      return Buffer.concat([file.subarray(0, one.at), file.subarray(one.end)])
    case 1:
      return Buffer.concat([file.subarray(0, one.end), file.subarray(one.at)])
    case 2: {
      const [a, b] = one.at <= other.at ? [one, other] : [other, one]
      if (a.end > b.at) return damaged(file, whole(1000))
      const pieces = [file.subarray(0, a.at), file.subarray(b.at, b.end), file.subarray(a.end, b.at)]
      return Buffer.concat([...pieces, file.subarray(a.at, a.end), file.subarray(b.end)])
    }
    case 3:
      out[one.length + whole(Math.max(1, one.body - one.length))] = whole(256)
      return out
    case 4:
      out[one.name + whole(2)] = whole(256)
      return out
    default: {
      const at = one.body + whole(Math.max(1, Math.min(24, one.end - one.body - 1)))
      if (at + 2 <= out.length) out.writeUInt16BE(SIZES[whole(SIZES.length)] ?? 0, at)
      return out
    }
  }
}

function pngParts(file: Buffer): Part[] {
  const parts: Part[] = []
  for (let at = 8; at + 12 <= file.length; ) {
    const end = Math.min(file.length, at + 12 + file.readUInt32BE(at))
    parts.push({ at, end, length: at, name: at + 4, body: at + 8 })
    at = end
  }
  return parts
}

/** With its sums made right again, so that readers look at more than those. */
const png: Forge = (file, whole) => {
  const out = Buffer.from(forgedParts(file, pngParts(file), whole))
  for (const { name, end } of pngParts(out))
    if (end - 4 > name && end <= out.length) out.writeUInt32BE(crc32(out.subarray(name, end - 4)), end - 4)
  return out
}

function jpegParts(file: Buffer): Part[] {
  const parts: Part[] = []
  for (let at = 2; at + 4 <= file.length && file[at] === 0xff; ) {
    const end = at + 2 + file.readUInt16BE(at + 2)
    parts.push({ at, end: Math.min(end, file.length), length: at + 2, name: at + 1, body: at + 4 })
    if (file[at + 1] === 0xda) break
    at = end
  }
  return parts
}

const jpeg: Forge = (file, whole) => {
  if (whole(3) > 0) return forgedParts(file, jpegParts(file), whole)
  // In the coded data: a marker where none belongs, or a hole.
  const from = (jpegParts(file).at(-1)?.end ?? 0) + 1
  const at = from + whole(Math.max(1, file.length - from - 4))
  const marker = Buffer.of(0xff, [0xd0, 0xd3, 0xd9, 0xdc, 0xda, 0xc4, 0x01][whole(7)] ?? 0)
  return Buffer.concat([
    file.subarray(0, at),
    whole(2) ? marker : Buffer.alloc(0),
    file.subarray(at + whole(30)),
  ])
}

const webp: Forge = (file, whole) => {
  const parts: Part[] = []
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4)
    const end = Math.min(file.length, at + 8 + size + (size % 2))
    parts.push({ at, end, length: at + 4, name: at, body: at + 8 })
    at = end
  }
  return forgedParts(file, parts, whole)
}

/** Entries of the directory: what they are, how many values, and those. */
const tiff: Forge = (file, whole) => {
  const out = Buffer.from(file)
  const at = out.readUInt32LE(4)
  if (at + 2 > out.length) return damaged(file, whole(1000))
  const entry = at + 2 + 12 * whole(Math.max(1, out.readUInt16LE(at)))
  const field = entry + ([0, 2, 4][whole(7)] ?? 8)
  if (field + 2 <= out.length) out.writeUInt16LE(SIZES[whole(SIZES.length)] ?? 0, field)
  return out
}

const bmp: Forge = (file, whole) => {
  const out = Buffer.from(file)
  out.writeUInt16LE(
    SIZES[whole(SIZES.length)] ?? 0,
    [10, 14, 18, 20, 22, 24, 26, 28, 30, 46][whole(10)] ?? 18,
  )
  return out
}

/** Numbers of the header by their tags, and of the parts that hold the frames. */
const dicom: Forge = (file, whole) => {
  const out = Buffer.from(file)
  const elements = [0x02, 0x10, 0x11, 0x100, 0x101, 0x102, 0x103, 0x06].map((element) =>
    out.indexOf(Buffer.of(0x28, 0, element & 255, element >> 8, 0x55, 0x53)),
  )
  const items: number[] = []
  const item = Buffer.of(0xfe, 0xff, 0x00, 0xe0)
  for (let at = out.indexOf(item); at >= 0; at = out.indexOf(item, at + 8)) items.push(at)
  if (items.length > 0 && whole(2)) {
    const at = items[whole(items.length)] ?? 0
    const end = at + 8 + out.readUInt32LE(at + 4)
    if (whole(2)) return Buffer.concat([out.subarray(0, at), out.subarray(end)])
    out.writeUInt32LE(Math.max(0, out.readUInt32LE(at + 4) + whole(9) - 4), at + 4)
    return out
  }
  const at = elements[whole(elements.length)] ?? -1
  if (at >= 0) out.writeUInt16LE([...SIZES, 12, 16][whole(SIZES.length + 2)] ?? 0, at + 8)
  return at >= 0 ? out : damaged(file, whole(1000))
}

/** Any number in a header of text, and any byte of a pickle. */
const weights: Forge = (file, whole) => {
  const text = file.toString('latin1', 0, Math.min(file.length, 3000))
  const numbers = [...text.matchAll(/\d+/g)]
  const one = numbers[whole(Math.max(1, numbers.length))]
  if (!one || whole(2)) return damaged(file, whole(1000))
  const made = String(SIZES[whole(SIZES.length)]).padStart(one[0].length, '0').slice(0, one[0].length)
  const out = Buffer.from(file)
  out.write(made, one.index, 'latin1')
  return out
}

const forges = { png, jpeg, webp, tiff, bmp, dicom, weights } as const
export type Structure = keyof typeof forges

/** A file of a known structure, damaged blindly or where that hurts; the same for the same seed. */
export function mutated(kind: Structure, file: Buffer, seed: number): Buffer {
  const random = streamFor(seed, `forged ${kind}`)
  const whole: Whole = (below) => Math.floor(random() * below)
  if (whole(3) === 0) return damaged(file, seed)
  const once = forges[kind](file, whole)
  return whole(4) === 0 && once.length > 40 ? forges[kind](once, whole) : once
}
