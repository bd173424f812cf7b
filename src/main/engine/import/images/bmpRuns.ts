const [END_OF_ROW, END, JUMP] = [0, 1, 2]

/**
 * The indices of a bitmap whose rows are written as runs, from the lowest up, in the order of pictures. Throws a
 * RangeError where runs leave a row, or leave any pixel out: what stands there each reader makes up for itself, and few
 * bytes would be any number of pixels.
 */
export function bmpRuns(bytes: Uint8Array, width: number, height: number, bits: number): Uint8Array {
  const out = new Uint8Array(width * height)
  let [at, x, y] = [0, 0, height - 1]
  const next = () => {
    const byte = bytes[at++]
    if (byte === undefined) throw new RangeError('cut short')
    return byte
  }
  const put = (value: number) => {
    if (x >= width || y < 0) throw new RangeError('a run beyond its row')
    out[y * width + x++] = value
  }
  /** Two indices of four bits each, or one of eight, as a run of `count` repeats or lists them. */
  const indexOf = (byte: number, i: number) => (bits === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15)
  for (;;) {
    const count = next()
    const what = next()
    if (count > 0) for (let i = 0; i < count; i++) put(indexOf(what, i))
    else if (what === END_OF_ROW) {
      if (x < width) throw new RangeError('a row is not filled')
      ;[x, y] = [0, y - 1]
    } else if (what === END) break
    else if (what === JUMP) throw new RangeError('pixels are left out')
    else {
      const length = bits === 8 ? what : Math.ceil(what / 2)
      const list = Array.from({ length }, next)
      for (let i = 0; i < what; i++) put(indexOf(list[bits === 8 ? i : i >> 1]!, i))
      // Lists end on an even byte.
      if (length % 2 === 1) next()
    }
  }
  if (y > 0 || (y === 0 && x < width)) throw new RangeError('rows are missing')
  return out
}
