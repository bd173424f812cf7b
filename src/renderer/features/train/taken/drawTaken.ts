import type { LabelClass } from '../../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import type { Shown } from './shownParts.ts'

/** Hatching: lines this far apart and this wide, px of the picture. */
const EVERY = 8
const LINE = 2
const FILLED = 120
const HATCHED = 200
/** The same of what is ruled out, under which the frame is still to be seen. */
const RULED_EVERY = 10
const DARK = 130

/**
 * Draws what is taken for true over a frame: a lesion filled where it is trusted, hatched where it is not; what is ruled out is
 * dark, hatched the other way.
 */
export function drawTaken(
  canvas: HTMLCanvasElement,
  { label, trusted }: Shown,
  ruledOut: Mask | null,
  classes: readonly LabelClass[],
): void {
  const { width, height } = label
  canvas.width = width
  canvas.height = height
  const picture = new ImageData(width, height)
  const colours = classes.map(({ colour }) => rgb(colour))
  for (let i = 0; i < label.data.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width)]
    const value = label.data[i] ?? 0
    if (ruledOut?.data[i] === 1) {
      const level = (x - y + height * RULED_EVERY) % RULED_EVERY < LINE ? 220 : 0
      picture.data.set([level, level, level, level > 0 ? HATCHED : DARK], 4 * i)
    } else if (value > 0) {
      const [r = 0, g = 0, b = 0] = colours[value] ?? []
      const isLine = (x + y) % EVERY < LINE
      const alpha = trusted.data[i] === 1 ? FILLED : isLine ? HATCHED : 0
      picture.data.set([r, g, b, alpha], 4 * i)
    }
  }
  canvas.getContext('2d')?.putImageData(picture, 0, 0)
}

const rgb = (colour: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
