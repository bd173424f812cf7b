import sharp from 'sharp'
import { type ImageHeader, strictly } from './readImage.ts'

/** The highest value of cameras that give twelve bits, which programs write into sixteen as they are. */
const HIGHEST = 4095
const WHITE = 65535
const DEEP = ['grey16', 'rgb16'] as const

/**
 * Pixels of sixteen bits of which none has more than twelve, over all sixteen, as a PNG: every program would show them
 * nearly black. Undefined where the picture is as bright as it should be. A whole picture that is truly darker than a
 * sixteenth of white shows nothing to anyone, so nothing is lost by taking it for one of these.
 */
export async function overAllBits({ bytes, metadata }: ImageHeader): Promise<Buffer | undefined> {
  const space = DEEP.find((deep) => deep === metadata.space)
  if (metadata.depth !== 'ushort' || !space) return undefined
  const { data, info } = await strictly(bytes)
    .rotate()
    .toColourspace(space)
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const values = new Uint16Array(data.buffer, data.byteOffset, width * height * channels)
  const hasAlpha = channels === 2 || channels === 4
  const colours = hasAlpha ? channels - 1 : channels
  const isColour = (i: number) => i % channels < colours
  let highest = 0
  for (let i = 0; i < values.length; i++) if (isColour(i) && values[i]! > highest) highest = values[i]!
  if (highest === 0 || highest > HIGHEST) return undefined
  for (let i = 0; i < values.length; i++)
    if (isColour(i)) values[i] = Math.round((values[i]! * WHITE) / HIGHEST)
  return sharp(values, { raw: { width, height, channels } })
    .toColourspace(space)
    .png({ compressionLevel: 6 })
    .toBuffer()
}
