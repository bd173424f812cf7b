/**
 * COCO's run-length code of one binary mask: lengths of runs of 0 and 1 in turn, beginning with 0, down the
 * columns. The compressed form writes each length, from the third on as a difference to the one two before, in
 * groups of five bits as printable characters (pycocotools, `rleToString`).
 */
export interface BinaryMask {
  readonly width: number
  readonly height: number
  /** 0 or 1, row-major. */
  readonly data: Uint8Array
}

export function countsOf({ width, height, data }: BinaryMask): number[] {
  const counts: number[] = []
  let [value, run] = [0, 0]
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      const next = data[y * width + x]! === 0 ? 0 : 1
      if (next === value) run++
      else {
        counts.push(run)
        value = next
        run = 1
      }
    }
  }
  counts.push(run)
  return counts
}

/** Throws a RangeError where the runs are not exactly the mask's pixels. */
export function fromCounts(counts: readonly number[], width: number, height: number): BinaryMask {
  const total = width * height
  const data = new Uint8Array(total)
  let at = 0
  for (const [i, run] of counts.entries()) {
    if (!Number.isInteger(run) || run < 0 || at + run > total)
      throw new RangeError('The runs do not fit the mask.')
    if (i % 2 === 1)
      for (let p = at; p < at + run; p++) data[(p % height) * width + Math.floor(p / height)] = 1
    at += run
  }
  if (at !== total) throw new RangeError('The runs do not fill the mask.')
  return { width, height, data }
}

const OFFSET = 48

export function compressed(counts: readonly number[]): string {
  let text = ''
  counts.forEach((count, i) => {
    let rest = i > 2 ? count - counts[i - 2]! : count
    for (;;) {
      const five = rest & 0x1f
      rest >>= 5
      const isLast = five & 0x10 ? rest === -1 : rest === 0
      text += String.fromCharCode(OFFSET + (isLast ? five : five | 0x20))
      if (isLast) break
    }
  })
  return text
}

/** Throws a RangeError where the text is cut short. */
export function decompressed(text: string): number[] {
  const counts: number[] = []
  for (let at = 0; at < text.length; ) {
    let [value, shift, more] = [0, 0, true]
    while (more) {
      const code = text.charCodeAt(at++) - OFFSET
      if (Number.isNaN(code) || code < 0 || code > 63 || shift > 30)
        throw new RangeError('The code is cut short.')
      value |= (code & 0x1f) << shift
      shift += 5
      more = (code & 0x20) !== 0
      if (!more && (code & 0x10) !== 0) value |= -1 << shift
    }
    counts.push(counts.length > 2 ? value + counts[counts.length - 2]! : value)
  }
  return counts
}
