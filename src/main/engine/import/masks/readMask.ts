import type { Mask } from '../../../../shared/domain/mask.ts'
import { Unreadable } from '../found/Unreadable.ts'
import { dithered } from '../images/dither.ts'
import { marksIn } from './MaskReading.ts'
import type { MaskRule } from './MaskRule.ts'
import { readLuminance, readMaskFile } from './maskFile.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * A mask file as classes of the study. Throws `Unreadable` where it is damaged, of another size than its frame, or
 * holds what the rule does not know.
 */
export async function readMask(path: string, frame: Size, rule: MaskRule): Promise<Mask> {
  if (rule.dithered) {
    const { grey, ...size } = await readLuminance(path)
    mustFit(size, frame)
    const black = rule.classOf('0')
    const white = rule.classOf('255')
    return { ...size, data: dithered(grey, size.width).map((value) => (value > 0 ? white : black)) }
  }
  const file = await readMaskFile(path)
  mustFit(file, frame)
  const { keys, places } = marksIn(file, rule.reading)
  const classes = new Int16Array(keys.length).fill(-1)
  const data = new Uint8Array(places.length)
  for (let i = 0; i < data.length; i++) {
    const place = places[i]!
    if (classes[place]! < 0) classes[place] = rule.classOf(keys[place]!)
    data[i] = classes[place]!
  }
  return { width: file.width, height: file.height, data }
}

function mustFit({ width, height }: Size, frame: Size): void {
  if (width === frame.width && height === frame.height) return
  throw new Unreadable('maskOtherSize', {
    width,
    height,
    frameWidth: frame.width,
    frameHeight: frame.height,
  })
}
