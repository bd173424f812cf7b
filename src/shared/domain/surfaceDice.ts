/**
 * How a 2-D mask's surface is measured: as the slab that the public 3-D library sees in a single slice
 * (comparable to published tables), or as the contour in the plane (METHODS §4).
 */
export type SurfaceForm = 'slab3d' | 'contour2d'

/**
 * Length (or area) of surface at a lattice corner by how its four pixels are filled: none, one, two side by
 * side, two across, three, four.
 */
const WEIGHTS: Record<SurfaceForm, readonly [number, number, number, number, number, number]> = {
  slab3d: [0, Math.sqrt(3) / 8, Math.SQRT1_2, Math.sqrt(3) / 4, 1.149519, 1],
  contour2d: [0, Math.SQRT1_2, 1, Math.SQRT2, Math.SQRT1_2, 0],
}

/**
 * Normalised surface Dice of two binary maps `[height,width]` at a tolerance in px: the share of both surfaces that
 * lies within the tolerance of the other. 0 where one map is empty, null where both are.
 */
export function surfaceDice(
  truth: Uint8Array,
  predicted: Uint8Array,
  height: number,
  width: number,
  tolerance: number,
  form: SurfaceForm,
): number | null {
  const size = { height, width }
  return surfacesAlike(surfaceOf(truth, size, 1, form), surfaceOf(predicted, size, 1, form), tolerance)
}

interface Size {
  readonly height: number
  readonly width: number
}

/** A surface: the corners of the lattice between pixels, `[height,width]`, at which there is any, and how much. */
export interface Surface extends Size {
  readonly corners: readonly number[]
  readonly weights: readonly number[]
  readonly total: number
}

/** The same of two surfaces of maps of one size: several tolerances need them once. */
export function surfacesAlike(a: Surface, b: Surface, tolerance: number): number | null {
  const total = a.total + b.total
  if (total === 0) return null
  return (within(a, near(b, tolerance)) + within(b, near(a, tolerance))) / total
}

/** The surface of what holds that value in a map `[height,width]`. */
export function surfaceOf(
  map: Uint8Array,
  { height, width }: Size,
  value: number,
  form: SurfaceForm,
): Surface {
  const corners: number[] = []
  const weights: number[] = []
  const table = WEIGHTS[form]
  let total = 0
  for (let y = 0; y <= height; y++) {
    const [up, down] = [(y - 1) * width, y * width]
    let [nw, sw] = [0, 0]
    for (let x = 0; x <= width; x++) {
      const ne = y > 0 && x < width && map[up + x] === value ? 1 : 0
      const se = y < height && x < width && map[down + x] === value ? 1 : 0
      const filled = nw + ne + sw + se
      if (filled > 0) {
        const weight = table[filled === 2 ? (nw === se ? 3 : 2) : filled > 2 ? filled + 1 : filled]!
        if (weight > 0) {
          corners.push(y * (width + 1) + x)
          weights.push(weight)
          total += weight
        }
      }
      nw = ne
      sw = se
    }
  }
  return { height: height + 1, width: width + 1, corners, weights, total }
}

/** 1 where a corner has surface within `tolerance`: dilation by the disc of that radius. */
function near({ corners, height, width }: Surface, tolerance: number): Uint8Array {
  const out = new Uint8Array(height * width)
  const halves = discOf(tolerance)
  const reach = halves.length - 1
  for (const corner of corners) {
    const [y, x] = [Math.floor(corner / width), corner % width]
    for (let dy = Math.max(-reach, -y); dy <= Math.min(reach, height - 1 - y); dy++) {
      const half = halves[Math.abs(dy)]!
      const row = (y + dy) * width
      out.fill(1, row + Math.max(0, x - half), row + Math.min(width - 1, x + half) + 1)
    }
  }
  return out
}

function within({ corners, weights }: Surface, reached: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < corners.length; i++) if (reached[corners[i]!] === 1) sum += weights[i]!
  return sum
}

/** A tolerance in mm becomes one in px by a division, which may end just below the whole number that is meant. */
const SLACK = 1e-9

/** A disc of a radius in px, row by row from its middle one: how far each reaches to either side. */
export function discOf(radius: number): number[] {
  const square = radius * radius + SLACK
  const rows = Math.floor(Math.sqrt(square)) + 1
  return Array.from({ length: rows }, (_, dy) => Math.floor(Math.sqrt(square - dy * dy)))
}
