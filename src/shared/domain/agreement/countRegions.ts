import { IGNORE } from '../labelClass.ts'
import { RunReader } from '../rle.ts'

interface Stretch {
  readonly value: number
  readonly from: number
  /** Behind its last pixel. */
  readonly to: number
  readonly group: number
}

/**
 * How many lesions an encoded mask shows: connected parts of each class as `lesionsOf` tells them, counted by runs. Undefined for
 * bytes that are no mask.
 */
export function countRegions(mask: Uint8Array): number | undefined {
  try {
    return countIn(new RunReader(mask))
  } catch {
    return undefined
  }
}

function countIn(reader: RunReader): number {
  const { width, height } = reader
  const parents: number[] = []
  const rootOf = (group: number): number => {
    let at = group
    while (parents[at] !== at) at = parents[at] ?? at
    return at
  }
  let above: Stretch[] = []
  for (let y = 0; y < height; y++) {
    const row: Stretch[] = []
    for (let x = 0; x < width && reader.left > 0; ) {
      const pixels = Math.min(reader.left, width - x)
      const { value } = reader
      if (value !== 0 && value !== IGNORE) {
        const group = parents.push(parents.length) - 1
        for (const before of above)
          if (before.value === value && before.from < x + pixels && before.to > x)
            parents[rootOf(before.group)] = rootOf(group)
        row.push({ value, from: x, to: x + pixels, group })
      }
      x += pixels
      reader.skip(pixels)
    }
    above = row
  }
  return parents.filter((parent, group) => parent === group).length
}
