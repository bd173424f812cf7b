import type { Mask } from '../../shared/domain/mask.ts'
import { canvas2d } from './canvas2d.ts'
import { packedColour } from './packedColour.ts'
import { around, type Rectangle } from './pixels/Rectangle.ts'

/** A label map's areas in colour. The map decides; the canvas is redrawn only where it changed, when it is shown. */
export class MaskCanvas {
  private readonly canvas: HTMLCanvasElement
  private readonly mask: Mask
  private readonly context: CanvasRenderingContext2D
  /** The whole picture, kept: a new one for each dab would be megabytes of garbage a second. */
  private readonly image: ImageData
  private readonly pixels: Uint32Array
  private colours: Uint32Array
  private changed: Rectangle | undefined

  constructor(mask: Mask, colours: readonly string[]) {
    this.mask = mask
    const { canvas, context } = canvas2d(mask.width, mask.height, true)
    this.canvas = canvas
    this.context = context
    this.image = context.createImageData(mask.width, mask.height)
    this.pixels = new Uint32Array(this.image.data.buffer)
    this.colours = tableOf(colours)
    this.changed = this.whole
  }

  /** Shows areas in other colours. */
  recolour(colours: readonly string[]): void {
    this.colours = tableOf(colours)
    this.changed = this.whole
  }

  /** Pixels of the map changed. */
  change(rectangle: Rectangle): void {
    this.changed = around(this.changed, rectangle)
  }

  /** The picture, up to date. */
  get picture(): HTMLCanvasElement {
    const { changed } = this
    this.changed = undefined
    if (changed) this.redraw(changed)
    return this.canvas
  }

  private get whole(): Rectangle {
    return { x: 0, y: 0, width: this.mask.width, height: this.mask.height }
  }

  private redraw({ x, y, width, height }: Rectangle): void {
    const { pixels, colours } = this
    const { data, width: stride } = this.mask
    for (let row = y; row < y + height; row++) {
      const end = row * stride + x + width
      for (let at = row * stride + x; at < end; at++) pixels[at] = colours[data[at]!]!
    }
    this.context.putImageData(this.image, 0, 0, x, y, width, height)
  }
}

/** The packed colour of each mask value; class 0 is clear. */
function tableOf(colours: readonly string[]): Uint32Array {
  const table = new Uint32Array(256)
  colours.forEach((colour, value) => {
    if (value > 0) table[value] = opaque(colour)
  })
  return table
}

/** `#rrggbb` */
function opaque(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return packedColour(red, green, blue, 255)
}
