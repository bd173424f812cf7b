import { hullOf } from '../../../../shared/domain/hull.ts'

/** Side of the squares in which the picture is judged. */
const BLOCK = 8
/** Mean brightness from which a square is lit; a bezel is black, mucosa is not, however dark. */
const LIT = 18
/** Squares of erosion: lines of text and thin frames vanish, the endoscope's view stays. */
const THIN = 3
/** Below this share of the picture there is no view to tell from a bezel. */
const SMALLEST = 0.08

/** Convex outline of the endoscope's view, as corners in pixels; undefined where no bezel can be told from it. */
export function apertureOf(
  rgb: Uint8Array,
  width: number,
  height: number,
): readonly (readonly [number, number])[] | undefined {
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)]
  const lit = litBlocks(rgb, width, height, columns, rows)
  const opened = grown(largest(shrunk(lit, columns, rows), columns, rows), columns, rows)
  // Only what was lit before: the opening must not reach into the bezel.
  const view = opened.map((v, i) => v & lit[i]!)
  const count = view.reduce((n, v) => n + v, 0)
  if (count < SMALLEST * view.length || count > 0.985 * view.length) return undefined
  const corners: [number, number][] = []
  for (let i = 0; i < view.length; i++) {
    if (view[i] === 0) continue
    const [x, y] = [(i % columns) * BLOCK, Math.floor(i / columns) * BLOCK]
    corners.push([x, y], [x + BLOCK, y], [x, y + BLOCK], [x + BLOCK, y + BLOCK])
  }
  return hullOf(corners)
}

function litBlocks(
  rgb: Uint8Array,
  width: number,
  height: number,
  columns: number,
  rows: number,
): Uint8Array {
  const sums = new Float64Array(columns * rows)
  const counts = new Uint32Array(columns * rows)
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / BLOCK) * columns
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      const block = row + Math.floor(x / BLOCK)
      sums[block]! += Math.max(rgb[at]!, rgb[at + 1]!, rgb[at + 2]!)
      counts[block]!++
    }
  }
  return Uint8Array.from(sums, (sum, i) => (sum / counts[i]! > LIT ? 1 : 0))
}

/** Erosion by a square; beyond the picture counts as lit, so a view that fills it keeps its edge. */
const shrunk = (map: Uint8Array, columns: number, rows: number) =>
  map.map((v, i) => (v === 1 && near(map, columns, rows, i, 1, 1) ? 1 : 0))

const grown = (map: Uint8Array, columns: number, rows: number) =>
  map.map((_, i) => (near(map, columns, rows, i, 0, 0) ? 0 : 1))

/** Whether all squares within reach have the value; `beyond` is what lies outside the picture. */
function near(
  map: Uint8Array,
  columns: number,
  rows: number,
  at: number,
  value: number,
  beyond: number,
): boolean {
  const [x, y] = [at % columns, Math.floor(at / columns)]
  for (let dy = -THIN; dy <= THIN; dy++) {
    for (let dx = -THIN; dx <= THIN; dx++) {
      const [nx, ny] = [x + dx, y + dy]
      const inside = nx >= 0 && ny >= 0 && nx < columns && ny < rows
      if ((inside ? map[ny * columns + nx]! : beyond) !== value) return false
    }
  }
  return true
}

/** The largest 4-connected part. */
function largest(map: Uint8Array, columns: number, rows: number): Uint8Array {
  const part = new Int32Array(map.length)
  let [best, bestSize, parts] = [0, 0, 0]
  for (let start = 0; start < map.length; start++) {
    if (map[start] === 0 || part[start] !== 0) continue
    const stack = [start]
    part[start] = ++parts
    let size = 0
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      size++
      const x = at % columns
      const next = [x > 0 ? at - 1 : -1, x < columns - 1 ? at + 1 : -1, at - columns, at + columns]
      for (const n of next) {
        if (n < 0 || n >= columns * rows || map[n] === 0 || part[n] !== 0) continue
        part[n] = parts
        stack.push(n)
      }
    }
    if (size > bestSize) [best, bestSize] = [parts, size]
  }
  return Uint8Array.from(part, (p) => (p === best && best > 0 ? 1 : 0))
}
