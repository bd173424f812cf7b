import { grown } from './cleanUp.ts'
import { partsOf } from './contours.ts'
import type { Mask } from './mask.ts'
import type { Rgba } from './slic.ts'

/** What of a frame shows no tissue. The place in the list, from 1, is its value in the map. */
export const nuisances = ['glare', 'bezel', 'instrument'] as const
export type Nuisance = (typeof nuisances)[number]

/** Glare: bright and without colour. */
const BRIGHT = 225
const COLOURLESS = 0.22
/** The bezel is black and reaches the picture's border. */
const BLACK = 24
/** Metal and plastic are grey: mucosa hardly is, in white light or in narrow-band light. */
const GREY = 0.1
const GREY_DARKEST = 45
/** Smallest parts, as shares of the picture. */
const SMALLEST: Readonly<Record<Nuisance, number>> = { glare: 0.00004, bezel: 0.004, instrument: 0.012 }
/** Glare bleeds into its surroundings by so much of the longer side. */
const BLEEDS = 0.003

/**
 * What might be left out of learning and measuring: a map `[height,width]` of 0 and a nuisance's number. Rules of
 * thumb on colours, for a person to accept or not.
 */
export function ignoreProposals({ width, height, data }: Rgba): Mask {
  const of = (test: (most: number, least: number) => boolean): Mask => ({
    width,
    height,
    data: Uint8Array.from({ length: width * height }, (_, i) => {
      const [r, g, b] = [data[4 * i]!, data[4 * i + 1]!, data[4 * i + 2]!]
      return test(Math.max(r, g, b), Math.min(r, g, b)) ? 1 : 0
    }),
  })
  const bezel = kept(
    of((most) => most < BLACK),
    'bezel',
    true,
  )
  const glare = grown(
    kept(
      of((most, least) => most > BRIGHT && most - least < COLOURLESS * most),
      'glare',
      false,
    ),
    1,
    Math.max(1, Math.round(BLEEDS * Math.max(width, height))),
  )
  const grey = of((most, least) => most > GREY_DARKEST && most <= BRIGHT && most - least < GREY * most)
  const instrument = kept(grey, 'instrument', true, bezel)
  return {
    width,
    height,
    data: glare.data.map((v, i) =>
      bezel.data[i] === 1 ? 2 : v === 1 ? 1 : instrument.data[i] === 1 ? 3 : 0,
    ),
  }
}

/** The parts that are large enough and, where wanted, reach the picture's border or the bezel. */
function kept(map: Mask, nuisance: Nuisance, fromBorder: boolean, bezel?: Mask): Mask {
  const { width, height } = map
  const { labels, count } = partsOf(map, 1)
  const sizes = new Uint32Array(count + 1)
  const touches = new Uint8Array(count + 1)
  labels.forEach((label, i) => {
    sizes[label]!++
    const x = i % width
    const atBorder = x === 0 || x === width - 1 || i < width || i >= labels.length - width
    const beside =
      bezel && !atBorder ? [i - 1, i + 1, i - width, i + width].some((near) => bezel.data[near] === 1) : false
    if (atBorder || beside) touches[label] = 1
  })
  const smallest = SMALLEST[nuisance] * width * height
  const data = Uint8Array.from(labels, (label) =>
    label > 0 && sizes[label]! >= smallest && (!fromBorder || touches[label] === 1) ? 1 : 0,
  )
  return { width, height, data }
}
