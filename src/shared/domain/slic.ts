import { labOf } from './lab.ts'

/** How much nearness counts against likeness of colour. */
const COMPACTNESS = 10
const ROUNDS = 6

/** A picture's pixels, RGBA `[height,width,4]`. */
export interface Rgba {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray | Uint8Array
}

/**
 * Cuts a picture into areas of about `side`² pixels and like colour (SLIC; Achanta et al., "SLIC superpixels", PAMI
 * 2012): k-means in colour and place, each centre looking `side` far only, then every area made one connected part.
 * Returns each pixel's area, numbered from 0 without gaps, `[height,width]`.
 */
export function superpixelsOf({ width, height, data }: Rgba, side: number): Int32Array {
  const lab = labOf(data)
  const centres = gridOf(lab, width, height, side)
  const labels = new Int32Array(width * height)
  const distances = new Float32Array(width * height)
  for (let round = 0; round < ROUNDS; round++) {
    distances.fill(Number.POSITIVE_INFINITY)
    assign({ lab, width, height, side, centres, labels, distances })
    average(lab, width, labels, centres)
  }
  return connected(labels, width, (side * side) / 4)
}

/** L, a, b, x, y of each centre. */
type Centres = Float32Array
const PARTS = 5

function gridOf(lab: Float32Array, width: number, height: number, side: number): Centres {
  const columns = Math.max(1, Math.round(width / side))
  const rows = Math.max(1, Math.round(height / side))
  const centres = new Float32Array(columns * rows * PARTS)
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at += PARTS) {
      const x = Math.floor(((column + 0.5) * width) / columns)
      const y = Math.floor(((row + 0.5) * height) / rows)
      const pixel = 3 * (y * width + x)
      centres.set([lab[pixel]!, lab[pixel + 1]!, lab[pixel + 2]!, x, y], at)
    }
  }
  return centres
}

interface Assignment {
  readonly lab: Float32Array
  readonly width: number
  readonly height: number
  readonly side: number
  readonly centres: Centres
  readonly labels: Int32Array
  readonly distances: Float32Array
}

function assign({ lab, width, height, side, centres, labels, distances }: Assignment): void {
  const nearness = (COMPACTNESS / side) ** 2
  for (let c = 0; c * PARTS < centres.length; c++) {
    const at = c * PARTS
    const [l, a, b, cx, cy] = [
      centres[at]!,
      centres[at + 1]!,
      centres[at + 2]!,
      centres[at + 3]!,
      centres[at + 4]!,
    ]
    const left = Math.max(0, Math.ceil(cx - side))
    const right = Math.min(width - 1, Math.floor(cx + side))
    const bottom = Math.min(height - 1, Math.floor(cy + side))
    for (let y = Math.max(0, Math.ceil(cy - side)); y <= bottom; y++) {
      const away = nearness * (y - cy) * (y - cy)
      for (let x = left, pixel = y * width + left; x <= right; x++, pixel++) {
        const dl = lab[3 * pixel]! - l
        const da = lab[3 * pixel + 1]! - a
        const db = lab[3 * pixel + 2]! - b
        const distance = dl * dl + da * da + db * db + away + nearness * (x - cx) * (x - cx)
        if (distance >= distances[pixel]!) continue
        distances[pixel] = distance
        labels[pixel] = c
      }
    }
  }
}

/** Moves each centre to the mean of its pixels; one that has none stays. */
function average(lab: Float32Array, width: number, labels: Int32Array, centres: Centres): void {
  const sums = new Float64Array(centres.length)
  const counts = new Uint32Array(centres.length / PARTS)
  for (let pixel = 0; pixel < labels.length; pixel++) {
    const c = labels[pixel]!
    const at = c * PARTS
    counts[c]!++
    sums[at]! += lab[3 * pixel]!
    sums[at + 1]! += lab[3 * pixel + 1]!
    sums[at + 2]! += lab[3 * pixel + 2]!
    sums[at + 3]! += pixel % width
    sums[at + 4]! += Math.floor(pixel / width)
  }
  for (let c = 0; c < counts.length; c++) {
    if (counts[c] === 0) continue
    for (let part = 0; part < PARTS; part++) centres[c * PARTS + part] = sums[c * PARTS + part]! / counts[c]!
  }
}

/**
 * Numbers every 4-connected part for itself; one below `smallest` pixels goes to the area met before it, so that no
 * crumbs are left.
 */
function connected(labels: Int32Array, width: number, smallest: number): Int32Array {
  const out = new Int32Array(labels.length).fill(-1)
  const part = new Int32Array(labels.length)
  let count = 0
  for (let start = 0; start < labels.length; start++) {
    if (out[start] !== -1) continue
    const label = labels[start]!
    const x = start % width
    const neighbour = x > 0 ? out[start - 1]! : start >= width ? out[start - width]! : -1
    out[start] = count
    part[0] = start
    let size = 1
    for (let at = 0; at < size; at++) {
      const pixel = part[at]!
      const px = pixel % width
      const visit = (next: number) => {
        if (labels[next] !== label || out[next] !== -1) return
        out[next] = count
        part[size++] = next
      }
      if (px > 0) visit(pixel - 1)
      if (px < width - 1) visit(pixel + 1)
      if (pixel >= width) visit(pixel - width)
      if (pixel < labels.length - width) visit(pixel + width)
    }
    if (size >= smallest || neighbour === -1) count++
    else for (let at = 0; at < size; at++) out[part[at]!] = neighbour
  }
  return out
}

/** Pixels area by area: where each area's begin, one place more than there are areas, and all of them. */
export function pixelsByArea(labels: Int32Array): { starts: Int32Array; pixels: Int32Array } {
  const count = labels.reduce((most, label) => Math.max(most, label), -1) + 1
  const starts = new Int32Array(count + 1)
  for (const label of labels) starts[label + 1]!++
  for (let i = 0; i < count; i++) starts[i + 1]! += starts[i]!
  const next = starts.slice()
  const pixels = new Int32Array(labels.length)
  labels.forEach((label, pixel) => {
    pixels[next[label]!++] = pixel
  })
  return { starts, pixels }
}
