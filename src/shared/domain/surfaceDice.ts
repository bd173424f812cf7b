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
  const a = surface(truth, height, width, form)
  const b = surface(predicted, height, width, form)
  const total = a.total + b.total
  if (total === 0) return null
  return (
    (within(a.weights, near(b.weights, height + 1, width + 1, tolerance)) +
      within(b.weights, near(a.weights, height + 1, width + 1, tolerance))) /
    total
  )
}

function surface(mask: Uint8Array, height: number, width: number, form: SurfaceForm) {
  const weights = new Float64Array((height + 1) * (width + 1))
  const table = WEIGHTS[form]
  const at = (y: number, x: number) =>
    y >= 0 && x >= 0 && y < height && x < width ? mask[y * width + x]! : 0
  let total = 0
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) {
      const [nw, ne, sw, se] = [at(y - 1, x - 1), at(y - 1, x), at(y, x - 1), at(y, x)] as [
        number,
        number,
        number,
        number,
      ]
      const filled = nw + ne + sw + se
      const across = filled === 2 && nw === se
      const weight = table[filled === 2 ? (across ? 3 : 2) : filled > 2 ? filled + 1 : filled]!
      weights[y * (width + 1) + x] = weight
      total += weight
    }
  }
  return { weights, total }
}

/** 1 where a corner has surface within `tolerance`: dilation by the disc of that radius. */
function near(weights: Float64Array, height: number, width: number, tolerance: number): Uint8Array {
  const out = new Uint8Array(weights.length)
  const halves = discOf(tolerance)
  const reach = halves.length - 1
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (weights[y * width + x] === 0) continue
      for (let dy = Math.max(-reach, -y); dy <= Math.min(reach, height - 1 - y); dy++) {
        const half = halves[Math.abs(dy)]!
        const row = (y + dy) * width
        out.fill(1, row + Math.max(0, x - half), row + Math.min(width - 1, x + half) + 1)
      }
    }
  }
  return out
}

function within(weights: Float64Array, reached: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < weights.length; i++) if (reached[i] === 1) sum += weights[i]!
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
