import { canvas2d } from './canvas2d.ts'
import type { Drawn } from './Drawn.ts'
import { packedColour } from './packedColour.ts'

/** From clear to yellow: lightness rises with the value, so it reads without telling hues apart. */
const RAMP: readonly (readonly [number, number, number, number])[] = [
  [60, 20, 90, 0],
  [90, 30, 120, 90],
  [190, 60, 110, 170],
  [250, 140, 60, 220],
  [255, 240, 120, 255],
]

/** The colours of a heat map from its lowest to its highest value, as a CSS gradient to the right. */
export const heatScale = (opacity: number): string =>
  `linear-gradient(to right, ${RAMP.map(
    ([r, g, b, a]) => `rgb(${r} ${g} ${b} / ${Math.round((100 * opacity * a) / 255)}%)`,
  ).join(', ')})`

/** A map of 0 to 255, `[height,width]`, laid over the frame. */
export class HeatPicture implements Drawn {
  /** 0 to 1. */
  opacity = 1
  private readonly canvas: HTMLCanvasElement

  constructor(heat: Uint8Array, width: number, height: number) {
    const { canvas, context } = canvas2d(width, height, false)
    this.canvas = canvas
    const image = context.createImageData(width, height)
    const colours = Uint32Array.from({ length: 256 }, (_, v) => colourOf(v))
    const pixels = new Uint32Array(image.data.buffer)
    for (let i = 0; i < heat.length; i++) pixels[i] = colours[heat[i]!]!
    context.putImageData(image, 0, 0)
  }

  draw(context: CanvasRenderingContext2D): void {
    context.save()
    context.globalAlpha = this.opacity
    context.drawImage(this.canvas, 0, 0)
    context.restore()
  }
}

function colourOf(value: number): number {
  const at = (value / 255) * (RAMP.length - 1)
  const i = Math.min(RAMP.length - 2, Math.floor(at))
  const [low, high] = [RAMP[i]!, RAMP[i + 1]!]
  const between = (c: 0 | 1 | 2 | 3) => Math.round(low[c] + (at - i) * (high[c] - low[c]))
  return packedColour(between(0), between(1), between(2), between(3))
}
