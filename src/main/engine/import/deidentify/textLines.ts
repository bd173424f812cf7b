export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How much brighter a stroke is than its surroundings. */
const CONTRAST = 45
/** Half the side of the surroundings; strokes are thinner than this, glare is not. */
const SURROUNDINGS = 9
/** Heights of characters, px. */
const LOWEST = 6
const HIGHEST = 64
/** Characters that make a line. */
const FEWEST = 3

/**
 * Lines of bright characters drawn over a picture: thin bright parts of like height, side by side. Glare has no
 * such neighbours. Boxes of the lines with a margin.
 */
export function textLines(rgb: Uint8Array, width: number, height: number): Box[] {
  const characters = partsOf(strokes(rgb, width, height), width, height).filter(
    ({ width: w, height: h, pixels }) =>
      h >= LOWEST && h <= HIGHEST && w <= 2.2 * h && pixels >= 0.08 * w * h && pixels <= 0.85 * w * h,
  )
  characters.sort((a, b) => a.x - b.x)
  const taken = new Set<Part>()
  const lines: Box[] = []
  for (const first of characters) {
    if (taken.has(first)) continue
    const line = [first]
    for (const next of characters) {
      if (next.x > line.at(-1)!.x && !taken.has(next) && follows(line.at(-1)!, next)) line.push(next)
    }
    if (line.length < FEWEST) continue
    for (const part of line) taken.add(part)
    lines.push(around(line, width, height))
  }
  return lines
}

interface Part extends Box {
  readonly pixels: number
}

function follows(a: Part, b: Part): boolean {
  const taller = Math.max(a.height, b.height)
  const alike = taller <= 1.7 * Math.min(a.height, b.height)
  const level = Math.abs(a.y + a.height / 2 - b.y - b.height / 2) < 0.4 * taller
  const gap = b.x - a.x - a.width
  return alike && level && gap > -0.3 * taller && gap < 1.6 * taller
}

function around(line: readonly Part[], width: number, height: number): Box {
  const tallest = Math.max(...line.map((p) => p.height))
  const margin = Math.ceil(tallest * 0.5)
  const x = Math.max(0, Math.min(...line.map((p) => p.x)) - 3 * margin)
  const y = Math.max(0, Math.min(...line.map((p) => p.y)) - margin)
  const right = Math.min(width, Math.max(...line.map((p) => p.x + p.width)) + 3 * margin)
  const bottom = Math.min(height, Math.max(...line.map((p) => p.y + p.height)) + margin)
  return { x, y, width: right - x, height: bottom - y }
}

/** 1 where a pixel is much brighter than the mean around it. */
function strokes(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const light = new Uint8Array(width * height)
  for (let i = 0; i < light.length; i++) light[i] = Math.max(rgb[i * 3]!, rgb[i * 3 + 1]!, rgb[i * 3 + 2]!)
  const sums = integral(light, width, height)
  const out = new Uint8Array(light.length)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - SURROUNDINGS), Math.min(height, y + SURROUNDINGS + 1)]
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - SURROUNDINGS), Math.min(width, x + SURROUNDINGS + 1)]
      const w = width + 1
      const sum =
        sums[bottom * w + right]! - sums[top * w + right]! - sums[bottom * w + left]! + sums[top * w + left]!
      const mean = sum / ((bottom - top) * (right - left))
      if (light[y * width + x]! > mean + CONTRAST) out[y * width + x] = 1
    }
  }
  return out
}

function integral(values: Uint8Array, width: number, height: number): Float64Array {
  const w = width + 1
  const sums = new Float64Array(w * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += values[y * width + x]!
      sums[(y + 1) * w + x + 1] = sums[y * w + x + 1]! + row
    }
  }
  return sums
}

/** The 8-connected parts. */
function partsOf(map: Uint8Array, width: number, height: number): Part[] {
  const seen = new Uint8Array(map.length)
  const parts: Part[] = []
  const stack: number[] = []
  for (let start = 0; start < map.length; start++) {
    if (map[start] === 0 || seen[start] === 1) continue
    let [left, right, top, bottom, pixels] = [width, -1, height, -1, 0]
    seen[start] = 1
    stack.push(start)
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)]
      pixels++
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx
          if (map[next] === 0 || seen[next] === 1) continue
          seen[next] = 1
          stack.push(next)
        }
      }
    }
    parts.push({ x: left, y: top, width: right - left + 1, height: bottom - top + 1, pixels })
  }
  return parts
}
