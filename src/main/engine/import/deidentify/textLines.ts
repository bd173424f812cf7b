import { integralOf, meanAround } from '../../../../shared/domain/integral.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How much brighter a stroke is than its surroundings. */
const CONTRAST = 36
/** Half the side of the surroundings; strokes are thinner than this, glare is not. */
const SURROUNDINGS = 9
/** Heights of characters, px. */
const LOWEST = 6
const HIGHEST = 64
/** Difference of colour between characters of a line. */
const SAME_COLOUR = 28
/** Heights between characters of a line. */
const FURTHEST = 1.3
/** Characters that make a line. */
const FEWEST = 3

/**
 * Lines of bright characters drawn over a picture: thin bright parts of like height, side by side. Glare has no
 * such neighbours. Boxes of the lines with a margin.
 */
export function textLines(rgb: Uint8Array, width: number, height: number): Box[] {
  const characters = partsOf(strokes(rgb, width, height), rgb, width, height).sort((a, b) => a.x - b.x)
  const taken = new Set<Part>()
  const lines: Box[] = []
  for (const [i, first] of characters.entries()) {
    if (taken.has(first)) continue
    const line = [first]
    for (let n = i + 1; n < characters.length; n++) {
      const [last, next] = [line.at(-1)!, characters[n]!]
      // They lie from left to right: behind this one nobody follows.
      if (next.x - last.x - last.width >= FURTHEST * HIGHEST) break
      if (next.x > last.x && !taken.has(next) && follows(last, next)) line.push(next)
    }
    if (line.length < FEWEST) continue
    for (const part of line) taken.add(part)
    lines.push(around(line, width, height))
  }
  return blocksOf(lines)
}

/** Boxes that touch become one: lines stand in blocks, and one of them often ends too early, in glare. */
function blocksOf(lines: readonly Box[]): Box[] {
  const blocks: Box[] = []
  for (const line of lines) {
    let block = line
    for (let i = blocks.length - 1; i >= 0; i--) {
      if (!touch(block, blocks[i]!)) continue
      block = union(block, blocks[i]!)
      blocks.splice(i, 1)
      i = blocks.length
    }
    blocks.push(block)
  }
  return blocks
}

const touch = (a: Box, b: Box) =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height

function union(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)]
  const right = Math.max(a.x + a.width, b.x + b.width)
  const bottom = Math.max(a.y + a.height, b.y + b.height)
  return { x, y, width: right - x, height: bottom - y }
}

interface Part extends Box {
  readonly pixels: number
  /** Mean of its brightest pixels, which are the same in every character of a line. */
  readonly colour: readonly [number, number, number]
}

/** Whether b may stand behind a in a line: as high, on one level, not far, of one colour. */
function follows(a: Part, b: Part): boolean {
  const taller = Math.max(a.height, b.height)
  const alike = taller <= Math.max(1.3 * Math.min(a.height, b.height), Math.min(a.height, b.height) + 2)
  const level = Math.abs(a.y + a.height - b.y - b.height) <= Math.max(1, 0.15 * taller)
  const gap = b.x - a.x - a.width
  const near = gap > -0.2 * taller && gap < FURTHEST * taller
  return alike && level && near && a.colour.every((v, i) => Math.abs(v - b.colour[i]!) < SAME_COLOUR)
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

/** 1 where a pixel is much brighter than the mean around it, in any colour: mucosa is red, but hardly green or blue. */
function strokes(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height)
  const plane = new Uint8Array(out.length)
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < plane.length; i++) plane[i] = rgb[i * 3 + channel]!
    markBright(plane, width, height, out)
  }
  return out
}

/** Rows whose sums are held at a time: those of all would take eight times the picture. */
const BAND = 256

function markBright(plane: Uint8Array, width: number, height: number, out: Uint8Array): void {
  for (let first = 0; first < height; first += BAND) {
    const last = Math.min(height, first + BAND)
    const [top, bottom] = [Math.max(0, first - SURROUNDINGS), Math.min(height, last + SURROUNDINGS)]
    const size = { width, height: bottom - top }
    const sums = integralOf(plane.subarray(top * width, bottom * width), width, size.height)
    for (let y = first, i = first * width; y < last; y++)
      for (let x = 0; x < width; x++, i++)
        if (plane[i]! > meanAround(sums, size, x, y - top, SURROUNDINGS) + CONTRAST) out[i] = 1
  }
}

const isCharacter = ({ width: w, height: h, pixels }: Pick<Part, 'width' | 'height' | 'pixels'>) =>
  h >= LOWEST && h <= HIGHEST && w <= 2.2 * h && pixels >= 0.08 * w * h && pixels <= 0.85 * w * h
/** Pixels of a part that is larger than any character are counted, not kept. */
const MOST_PIXELS = Math.ceil(2.2 * HIGHEST * HIGHEST)

/** The 8-connected parts that may be characters. */
function partsOf(map: Uint8Array, rgb: Uint8Array, width: number, height: number): Part[] {
  const seen = new Uint8Array(map.length)
  const parts: Part[] = []
  const stack: number[] = []
  for (let start = 0; start < map.length; start++) {
    if (map[start] === 0 || seen[start] === 1) continue
    let [left, right, top, bottom] = [width, -1, height, -1]
    const members: number[] = []
    let pixels = 0
    seen[start] = 1
    stack.push(start)
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)]
      if (pixels++ < MOST_PIXELS) members.push(at)
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
    const box = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
    if (isCharacter({ ...box, pixels })) parts.push({ ...box, pixels, colour: brightColour(members, rgb) })
  }
  return parts
}

/** Mean colour of the brighter half. */
function brightColour(pixels: readonly number[], rgb: Uint8Array): [number, number, number] {
  const light = (p: number) => rgb[3 * p]! + rgb[3 * p + 1]! + rgb[3 * p + 2]!
  const bright = [...pixels].sort((a, b) => light(b) - light(a)).slice(0, Math.ceil(pixels.length / 2))
  const mean = (c: number) => bright.reduce((sum, p) => sum + rgb[3 * p + c]!, 0) / bright.length
  return [mean(0), mean(1), mean(2)]
}
