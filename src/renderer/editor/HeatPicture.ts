import type { Drawn } from './Drawn.ts'

/** From clear to yellow: lightness rises with the value, so it reads without telling hues apart. */
const RAMP: readonly (readonly [number, number, number, number])[] = [
  [60, 20, 90, 0],
  [90, 30, 120, 90],
  [190, 60, 110, 170],
  [250, 140, 60, 220],
  [255, 240, 120, 255],
]
const OPACITY = 0.7

/** The colours of a heat map from its lowest to its highest value, as a CSS gradient to the right. */
export const heatScale = `linear-gradient(to right, ${RAMP.map(
  ([r, g, b, a]) => `rgb(${r} ${g} ${b} / ${Math.round((100 * OPACITY * a) / 255)}%)`,
).join(', ')})`

/** A map of 0 to 255, `[height,width]`, laid over the frame. */
export class HeatPicture implements Drawn {
  private readonly canvas = document.createElement('canvas')

  constructor(heat: Uint8Array, width: number, height: number) {
    this.canvas.width = width
    this.canvas.height = height
    const context = this.canvas.getContext('2d')
    if (!context) throw new Error('The browser offers no 2-D canvas.')
    const image = context.createImageData(width, height)
    const colours = Uint32Array.from({ length: 256 }, (_, v) => littleEndian(colourOf(v)))
    const pixels = new Uint32Array(image.data.buffer)
    for (let i = 0; i < heat.length; i++) pixels[i] = colours[heat[i]!]!
    context.putImageData(image, 0, 0)
  }

  draw(context: CanvasRenderingContext2D): void {
    context.save()
    context.globalAlpha = OPACITY
    context.drawImage(this.canvas, 0, 0)
    context.restore()
  }
}

const littleEndian = ([r = 0, g = 0, b = 0, a = 0]: readonly number[]) =>
  ((a << 24) | (b << 16) | (g << 8) | r) >>> 0

function colourOf(value: number): number[] {
  const at = (value / 255) * (RAMP.length - 1)
  const i = Math.min(RAMP.length - 2, Math.floor(at))
  const [low, high] = [RAMP[i]!, RAMP[i + 1]!]
  return low.map((from, c) => Math.round(from + (at - i) * (high[c]! - from)))
}
