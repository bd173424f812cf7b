import sharp from 'sharp'
import { type Random, streamFor, whole } from '../../src/shared/domain/random.ts'

/** A picture with text burned in, as consoles write it, and the words in it. */
export interface Overlay {
  readonly png: Buffer
  readonly words: readonly string[]
  /** For each word the pixels that its strokes cover. */
  readonly strokes: readonly (readonly number[])[]
}

const LETTERS = 'ABCDEFGHKLMNPRSTUVWXYZ'
const word = (random: Random, length: number) =>
  Array.from({ length }, () => LETTERS[whole(random, 0, LETTERS.length - 1)]).join('')
const digits = (random: Random, length: number) => Array.from({ length }, () => whole(random, 0, 9)).join('')

/** Fonts of every kind that consoles use; the machine takes the nearest it has. */
const FONTS = ['DejaVu Sans', 'DejaVu Sans Mono', 'DejaVu Serif']
const COLOURS = ['#ffffff', '#f0f0f0', '#ffff60', '#60ff60']

/**
 * Text on a frame: name, number, birthday and time in one of several sizes, fonts and colours; on the bezel beside
 * the view, or over the view itself where `inView`.
 */
export async function overlayOn(frame: Uint8Array, seed: number, inView: boolean): Promise<Overlay> {
  const random = streamFor(seed, 'overlay')
  const side = 560
  const [width, height] = inView ? [side, side] : [860, 640]
  const at = inView ? { left: 0, top: 0 } : { left: width - side - 20, top: 40 }
  const words = [
    word(random, 7),
    digits(random, 7),
    `${digits(random, 2)}/${digits(random, 2)}/19${digits(random, 2)}`,
  ]
  const size = whole(random, 16, 30)
  const x = inView ? whole(random, 10, 60) : 16
  const y = whole(random, size + 10, height - 5 * size)
  const style = `font-family="${FONTS[whole(random, 0, 2)]}" font-size="${size}" fill="${COLOURS[whole(random, 0, 3)]}"`
  const drawn = (text: string, line: number) =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><text x="${x}" y="${y + line * size * 1.3}" ${style}>${text}</text></svg>`,
    )
  const texts = words.map(drawn)
  // A view that reaches to the edge of the frame, as cropped captures have it.
  const zoom = inView ? Math.round(side * 1.5) : side
  const view = sharp(frame)
    .resize(zoom, zoom)
    .extract({
      left: Math.floor((zoom - side) / 2),
      top: Math.floor((zoom - side) / 2),
      width: side,
      height: side,
    })
  const background = sharp({ create: { width, height, channels: 3, background: '#000' } })
  const parts = [
    { input: await view.png().toBuffer(), ...at },
    ...texts.map((input) => ({ input, left: 0, top: 0 })),
  ]
  return {
    png: await background.composite(parts).png().toBuffer(),
    words,
    strokes: await Promise.all(texts.map(strokesOf)),
  }
}

async function strokesOf(svg: Buffer): Promise<number[]> {
  const alpha = await sharp(svg).ensureAlpha().extractChannel(3).raw().toBuffer()
  return [...alpha.keys()].filter((pixel) => (alpha[pixel] ?? 0) > 200)
}
