import type { Mask } from './mask.ts'

interface Run {
  readonly from: number
  readonly to: number
  piece: number
}

/**
 * Cuts the pixels of `value` into pieces without holes, one number a pixel, 0 outside: a piece has one run of pixels in
 * each of its rows, and ends where a row's run meets two of the next or two meet one. For formats whose outlines have no
 * holes.
 */
export function simplePieces(
  { width, height, data }: Mask,
  value: number,
): { pieces: Int32Array; count: number } {
  const pieces = new Int32Array(data.length)
  let count = 0
  let before: Run[] = []
  for (let y = 0; y < height; y++) {
    const runs = runsIn(data, y * width, width, value)
    for (const run of runs) {
      const above = before.filter((one) => touches(one, run))
      const [only] = above
      const isAlone = only !== undefined && above.length === 1
      run.piece = isAlone && runs.filter((one) => touches(one, only)).length === 1 ? only.piece : ++count
      pieces.fill(run.piece, y * width + run.from, y * width + run.to)
    }
    before = runs
  }
  return { pieces, count }
}

const touches = (one: Run, other: Run) => one.from < other.to && other.from < one.to

function runsIn(data: Uint8Array, start: number, width: number, value: number): Run[] {
  const runs: Run[] = []
  for (let from = 0; from < width; from++) {
    if (data[start + from] !== value) continue
    let to = from
    while (to < width && data[start + to] === value) to++
    runs.push({ from, to, piece: 0 })
    from = to
  }
  return runs
}
