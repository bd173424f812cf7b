import type { Element, Vr } from './elements.ts'

const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1'
/** This app's own root is a UUID-derived one (PS3.5 annex B.2). */
const IMPLEMENTATION = '2.25.212037514530837463021348236985129331234'
/** The character set that texts are written in. */
const UTF_8 = 'ISO_IR 192'
const LONG: ReadonlySet<Vr> = new Set(['OB', 'SQ'])

/** A DICOM file in explicit little endian: preamble, meta group and the elements in the order of their tags. */
export function writeDicom(sopClass: string, sopInstance: string, elements: readonly Element[]): Buffer {
  const all: Element[] = [
    ['00080005', 'CS', UTF_8],
    ['00080016', 'UI', sopClass],
    ['00080018', 'UI', sopInstance],
    ...elements,
  ]
  return Buffer.concat([metaOf(sopClass, sopInstance, EXPLICIT_LITTLE), encode(all)])
}

/** What stands before the elements of a file: preamble, mark and meta group. */
export function metaOf(sopClass: string, sopInstance: string, transferSyntax: string): Buffer {
  const meta = encode([
    ['00020001', 'OB', Uint8Array.of(0, 1)],
    ['00020002', 'UI', sopClass],
    ['00020003', 'UI', sopInstance],
    ['00020010', 'UI', transferSyntax],
    ['00020012', 'UI', IMPLEMENTATION],
    ['00020013', 'SH', 'LOCO_STUDIO'],
  ])
  const length = encode([['00020000', 'UL', meta.length]])
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), length, meta])
}

function encode(elements: readonly Element[]): Buffer {
  const sorted = [...elements].sort(([a], [b]) => (a < b ? -1 : 1))
  return Buffer.concat(sorted.map(encodeElement))
}

function encodeElement([tag, vr, value]: Element): Buffer {
  const body = vr === 'SQ' ? encodeItems(value as readonly Element[][]) : encodeValue(vr, value)
  const head = Buffer.alloc(LONG.has(vr) ? 12 : 8)
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0)
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2)
  head.write(vr, 4, 'latin1')
  if (LONG.has(vr)) head.writeUInt32LE(body.length, 8)
  else head.writeUInt16LE(body.length, 6)
  return Buffer.concat([head, body])
}

function encodeItems(items: readonly Element[][]): Buffer {
  const parts = items.flatMap((item) => {
    const body = encode(item)
    const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0])
    head.writeUInt32LE(body.length, 4)
    return [head, body]
  })
  return Buffer.concat(parts)
}

function encodeValue(vr: Vr, value: Element[2]): Buffer {
  if (value instanceof Uint8Array) return even(Buffer.from(value), 0)
  if (vr === 'US' || vr === 'UL') {
    const numbers = typeof value === 'number' ? [value] : (value as readonly number[])
    const size = vr === 'US' ? 2 : 4
    const out = Buffer.alloc(numbers.length * size)
    numbers.forEach((n, i) => {
      out.writeUIntLE(n, i * size, size)
    })
    return out
  }
  return even(Buffer.from(String(value), 'utf8'), vr === 'UI' ? 0 : 0x20)
}

/** Values have an even length; what they are filled up with depends on what they are. */
function even(bytes: Buffer, filler: number): Buffer {
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.of(filler)])
}
