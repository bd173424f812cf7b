import { IGNORE } from '../../shared/domain/labelClass.ts'
import type { Mask } from '../../shared/domain/mask.ts'
import type { Rectangle } from './Rectangle.ts'

/** A label map as pictures show it. The map decides; the canvas is redrawn only where it changed. */
export class MaskCanvas {
  readonly canvas = document.createElement('canvas')
  private readonly mask: Mask
  private readonly context: CanvasRenderingContext2D
  private readonly border: number
  /** The whole picture, kept: a new one for each dab would be megabytes of garbage a second. */
  private readonly image: ImageData
  private readonly pixels: Uint32Array
  private colours: Uint32Array
  private outlined = false

  constructor(mask: Mask, colours: readonly string[]) {
    this.mask = mask
    this.canvas.width = mask.width
    this.canvas.height = mask.height
    // Read back in tests only; what the processor keeps need not travel to a graphics card and back for each dab.
    const context = this.canvas.getContext('2d', { willReadFrequently: true })
    if (!context) throw new Error('The browser offers no 2-D canvas.')
    this.context = context
    this.image = context.createImageData(mask.width, mask.height)
    this.pixels = new Uint32Array(this.image.data.buffer)
    this.colours = coloursOf(colours)
    this.border = Math.max(1, Math.round(Math.max(mask.width, mask.height) / 700))
  }

  /** Shows areas filled or as outlines, in other colours. */
  show(colours: readonly string[], outlined: boolean): void {
    this.colours = coloursOf(colours)
    this.outlined = outlined
    this.redraw({ x: 0, y: 0, width: this.mask.width, height: this.mask.height })
  }

  /** How far beyond a changed pixel the picture may change. */
  get reach(): number {
    return this.outlined ? this.border : 0
  }

  redraw(rectangle: Rectangle): void {
    const { x, y, width, height } = this.withReach(rectangle)
    if (width <= 0 || height <= 0) return
    const { pixels, colours, outlined } = this
    const { data, width: stride } = this.mask
    for (let row = y; row < y + height; row++) {
      const end = row * stride + x + width
      for (let at = row * stride + x; at < end; at++) {
        const value = data[at]!
        const clear = outlined && value !== 0 && this.isInside(at - row * stride, row, value)
        pixels[at] = clear ? 0 : colours[value]!
      }
    }
    this.context.putImageData(this.image, 0, 0, x, y, width, height)
  }

  private withReach({ x, y, width, height }: Rectangle): Rectangle {
    const by = this.reach
    const left = Math.max(0, x - by)
    const top = Math.max(0, y - by)
    return {
      x: left,
      y: top,
      width: Math.min(this.mask.width, x + width + by) - left,
      height: Math.min(this.mask.height, y + height + by) - top,
    }
  }

  /** Whether a pixel lies further from its area's edge than an outline is wide; the frame's edge is none. */
  private isInside(x: number, y: number, value: number): boolean {
    const { data, width, height } = this.mask
    const left = x >= this.border ? x - this.border : 0
    const right = x + this.border < width ? x + this.border : width - 1
    const top = (y >= this.border ? y - this.border : 0) * width
    const bottom = (y + this.border < height ? y + this.border : height - 1) * width
    const row = y * width
    return (
      data[row + left] === value &&
      data[row + right] === value &&
      data[top + x] === value &&
      data[bottom + x] === value &&
      data[top + left] === value &&
      data[top + right] === value &&
      data[bottom + left] === value &&
      data[bottom + right] === value
    )
  }
}

/** RGBA of each mask value as the canvas stores it (little-endian); class 0 is clear, ignore is grey. */
function coloursOf(colours: readonly string[]): Uint32Array {
  const table = new Uint32Array(256)
  colours.forEach((colour, value) => {
    if (value > 0) table[value] = littleEndian(colour)
  })
  table[IGNORE] = littleEndian('#777777')
  return table
}

function littleEndian(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ]
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0
}
