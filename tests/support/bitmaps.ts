/** Kinds of Windows bitmaps, which no library here writes. */
export const bitmapKinds = [
  '1 bit',
  '4 bits',
  '8 bits',
  '16 bits',
  '16 bits by masks',
  '24 bits',
  '24 bits from above',
  '32 bits',
  '32 bits by masks',
  'runs of 8 bits',
  'runs of 4 bits',
  'OS/2',
] as const
export type BitmapKind = (typeof bitmapKinds)[number]

const value = (x: number, y: number) => (x * 7 + y * 13 + (x > y ? 90 : 0)) & 0xff

/** A bitmap of slopes and an edge. */
export function bitmap(kind: BitmapKind, width: number, height: number): Buffer {
  const bits = Number(/\d+/.exec(kind.replace('OS/2', '24'))?.[0])
  const isShort = kind === 'OS/2'
  const runs = kind.startsWith('runs')
  const masked = kind.endsWith('masks')
  const palette = Buffer.from(
    Array.from({ length: bits <= 8 ? 1 << bits : 0 }, (_, i) => [i, 255 - i, (i * 5) & 255, 0]).flat(),
  )
  const masks = Buffer.alloc(masked ? 12 : 0)
  if (masked)
    (bits === 16 ? [0xf800, 0x7e0, 0x1f] : [0xff000000, 0xff0000, 0xff00]).forEach((mask, i) => {
      masks.writeUInt32LE(mask, 4 * i)
    })
  const rows = Array.from({ length: height }, (_, y) =>
    runs
      ? runsOf(width, height - 1 - y, bits)
      : rowOf(width, kind.endsWith('above') ? y : height - 1 - y, bits),
  )
  const pixels = Buffer.concat(runs ? [...rows, Buffer.of(0, 1)] : rows)
  const info = Buffer.alloc(isShort ? 12 : 40)
  info.writeUInt32LE(info.length, 0)
  if (isShort) {
    info.writeUInt16LE(width, 4)
    info.writeUInt16LE(height, 6)
    info.writeUInt16LE(1, 8)
    info.writeUInt16LE(bits, 10)
  } else {
    info.writeInt32LE(width, 4)
    info.writeInt32LE(kind.endsWith('above') ? -height : height, 8)
    info.writeUInt16LE(1, 12)
    info.writeUInt16LE(bits, 14)
    info.writeUInt32LE(masked ? 3 : runs ? (bits === 8 ? 1 : 2) : 0, 16)
    info.writeUInt32LE(pixels.length, 20)
  }
  const head = Buffer.alloc(14)
  head.write('BM')
  // A gap before the pixels, which the header speaks of.
  const gap = Buffer.alloc(isShort ? 0 : 6)
  const from = 14 + info.length + masks.length + palette.length + gap.length
  head.writeUInt32LE(from + pixels.length, 2)
  head.writeUInt32LE(from, 10)
  return Buffer.concat([head, info, masks, palette, gap, pixels])
}

function rowOf(width: number, y: number, bits: number): Buffer {
  const out = Buffer.alloc(Math.ceil((width * bits) / 32) * 4)
  for (let x = 0; x < width; x++) {
    const v = value(x, y)
    if (bits === 8) out[x] = v
    else if (bits < 8) {
      const at = (x * bits) >> 3
      out[at] = (out[at] ?? 0) | ((v & ((1 << bits) - 1)) << (8 - bits - ((x * bits) & 7)))
    } else if (bits === 16) out.writeUInt16LE((v * 257) & 0xffff, 2 * x)
    else out.set([v, 255 - v, (v * 3) & 255], (x * bits) / 8)
  }
  return out
}

/** A run of repeats, then a list, then repeats again, each where there is room. */
function runsOf(width: number, y: number, bits: number): Buffer {
  const index = (x: number) => value(x, y) & ((1 << bits) - 1)
  const out: number[] = []
  let x = 0
  const both = (v: number) => (bits === 8 ? v : (v << 4) | v)
  for (; x < 5; x++) out.push(1, both(index(x)))
  const list = Array.from({ length: Math.max(0, Math.min(7, width - x)) }, (_, i) => index(x + i))
  if (list.length >= 3) {
    const bytes =
      bits === 8
        ? list
        : Array.from(
            { length: Math.ceil(list.length / 2) },
            (_, i) => ((list[2 * i] ?? 0) << 4) | (list[2 * i + 1] ?? 0),
          )
    out.push(0, list.length, ...bytes, ...(bytes.length % 2 === 0 ? [] : [0]))
    x += list.length
  }
  for (; x < width; x++) out.push(1, both(index(x)))
  return Buffer.from([...out, 0, 0])
}
