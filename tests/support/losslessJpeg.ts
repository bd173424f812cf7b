/** A picture's samples, interleaved, each of so many bits. */
export interface Samples {
  readonly width: number
  readonly height: number
  readonly samples: number
  readonly bits: number
  readonly data: ArrayLike<number>
}

const segment = (marker: number, body: readonly number[]) =>
  Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body])

/** Number of bits of a difference: one code of five bits each. */
const SIZES = Array.from({ length: 17 }, (_, size) => size)
const TABLE = [0, ...Array.from({ length: 16 }, (_, i) => (i === 4 ? SIZES.length : 0)), ...SIZES]

/** JPEG Lossless, which no library here writes: one table of codes, one scan; `rows` from restart to restart. */
export function losslessJpeg(
  { width, height, samples, bits, data }: Samples,
  { predictor = 1, rows = 0 }: { readonly predictor?: number; readonly rows?: number } = {},
): Buffer {
  const out: number[] = []
  let [held, count] = [0, 0]
  const put = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit--) {
      held = (held << 1) | ((value >> bit) & 1)
      if (++count < 8) continue
      out.push(held)
      if (held === 0xff) out.push(0)
      held = count = 0
    }
  }
  const fill = () => {
    while (count > 0) put(1, 1)
  }
  const at = (x: number, y: number, s: number) => Number(data[(y * width + x) * samples + s])
  for (let y = 0; y < height; y++) {
    const isFirst = rows === 0 ? y === 0 : y % rows === 0
    if (isFirst && y > 0) {
      fill()
      out.push(0xff, 0xd0 + ((y / rows - 1) & 7))
    }
    for (let x = 0; x < width; x++)
      for (let s = 0; s < samples; s++) {
        const predicted = isFirst
          ? x === 0
            ? 1 << (bits - 1)
            : at(x - 1, y, s)
          : x === 0
            ? at(x, y - 1, s)
            : predictedBy(predictor, at(x - 1, y, s), at(x, y - 1, s), at(x - 1, y - 1, s))
        const difference = ((at(x, y, s) - predicted + 32768) & 0xffff) - 32768
        const size = difference === -32768 ? 16 : 32 - Math.clz32(Math.abs(difference))
        put(size, 5)
        if (size < 16) put(difference < 0 ? difference + (1 << size) - 1 : difference, size)
      }
  }
  fill()
  const components = Array.from({ length: samples }, (_, s) => s + 1)
  const wide = [height >> 8, height & 255, width >> 8, width & 255]
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    segment(0xc3, [bits, ...wide, samples, ...components.flatMap((id) => [id, 0x11, 0])]),
    segment(0xc4, TABLE),
    ...(rows > 0 ? [segment(0xdd, [(rows * width) >> 8, (rows * width) & 255])] : []),
    segment(0xda, [samples, ...components.flatMap((id) => [id, 0]), predictor, 0, 0]),
    Buffer.from(out),
    Buffer.of(0xff, 0xd9),
  ])
}

const predictedBy = (predictor: number, a: number, b: number, c: number) =>
  [0, a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1][predictor] ?? 0
