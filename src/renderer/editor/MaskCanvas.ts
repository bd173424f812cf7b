import { IGNORE, type LabelClass } from '../../shared/domain/labelClass.ts'
import { cutPatch, emptyMask, type Mask, type MaskPatch } from '../../shared/domain/mask.ts'
import type { Rectangle } from './Rectangle.ts'

/** A label map and the canvas that shows it. The map decides; the canvas is redrawn only where it changed. */
export class MaskCanvas {
  readonly canvas = document.createElement('canvas')
  private mask: Mask
  private readonly colours: Uint32Array
  private readonly context: CanvasRenderingContext2D

  constructor(width: number, height: number, classes: readonly LabelClass[]) {
    this.mask = emptyMask(width, height)
    this.canvas.width = width
    this.canvas.height = height
    const context = this.canvas.getContext('2d')
    if (!context) throw new Error('The browser offers no 2-D canvas.')
    this.context = context
    this.colours = coloursOf(classes)
  }

  get data(): Uint8Array {
    return this.mask.data
  }

  get width(): number {
    return this.mask.width
  }

  get height(): number {
    return this.mask.height
  }

  /** Shows another mask of the same size. */
  replace(mask: Mask): void {
    this.mask = { ...mask, data: mask.data.slice() }
    this.redraw({ x: 0, y: 0, width: mask.width, height: mask.height })
  }

  /** The values inside a rectangle, copied. */
  read(rectangle: Rectangle): MaskPatch {
    return cutPatch(this.mask, rectangle)
  }

  write(patch: MaskPatch): void {
    for (let row = 0; row < patch.height; row++) {
      const line = patch.data.subarray(row * patch.width, (row + 1) * patch.width)
      this.data.set(line, (patch.y + row) * this.width + patch.x)
    }
    this.redraw(patch)
  }

  redraw({ x, y, width, height }: Rectangle): void {
    if (width <= 0 || height <= 0) return
    const image = this.context.createImageData(width, height)
    const pixels = new Uint32Array(image.data.buffer)
    for (let row = 0, i = 0; row < height; row++) {
      const from = (y + row) * this.width + x
      for (let column = 0; column < width; column++, i++) pixels[i] = this.colours[this.data[from + column]!]!
    }
    this.context.putImageData(image, x, y)
  }
}

/** RGBA of each mask value as the canvas stores it (little-endian); class 0 is clear, ignore is grey. */
function coloursOf(classes: readonly LabelClass[]): Uint32Array {
  const colours = new Uint32Array(256)
  classes.forEach(({ colour }, c) => {
    if (c > 0) colours[c] = littleEndian(colour)
  })
  colours[IGNORE] = littleEndian('#777777')
  return colours
}

function littleEndian(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ]
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0
}
