import { depthIn, type Larynx } from './larynx.ts'
import { type Field, ramp } from './noise.ts'

export type Rgb = readonly [number, number, number]

/** Colours of one kind of light, 0–255. */
interface Palette {
  readonly mucosa: Rgb
  readonly fold: Rgb
  readonly deep: Rgb
  readonly vessel: Rgb
  readonly benign: Rgb
  readonly malignant: Rgb
  readonly dots: Rgb
}

const WHITE_LIGHT: Palette = {
  mucosa: [196, 104, 88],
  fold: [228, 184, 166],
  deep: [44, 14, 12],
  vessel: [150, 40, 38],
  benign: [222, 152, 138],
  malignant: [212, 128, 104],
  dots: [160, 50, 46],
}

/** Narrow-band light: no red to speak of; surface vessels brown, deeper ones cyan, mucosa grey-green. */
const NARROW_BAND: Palette = {
  mucosa: [118, 136, 112],
  fold: [176, 194, 170],
  deep: [14, 22, 20],
  vessel: [78, 66, 44],
  benign: [150, 166, 146],
  malignant: [140, 136, 104],
  dots: [72, 52, 30],
}

/** A place of the larynx as light meets it. */
export interface Tissue {
  readonly red: number
  readonly green: number
  readonly blue: number
  /** Height above the mean surface: bulges catch the light, sinks are dark. */
  readonly height: number
  readonly label: 0 | 1 | 2
}

const mix = (a: number, b: number, t: number) => a + (b - a) * t

/**
 * The larynx from above, at (x, y) in the patient's coordinates: mucosa, two pale vocal folds meeting in front
 * (y = −0.75), the dark glottis between them, false folds and arytenoids as bulges, then the lesions.
 */
export function tissueAt(
  larynx: Larynx,
  breath: number,
  nbi: boolean,
  fine: Field,
  coarse: Field,
  x: number,
  y: number,
): Tissue {
  const palette = nbi ? NARROW_BAND : WHITE_LIGHT
  const key = larynx.seed * 1e-6
  const rough = coarse(x * 0.31 + key, y * 0.31 + key * 7)
  const grain = fine(x * 0.9 + key * 3, y * 0.9)
  const wobble = (rough - 0.5) * 0.1

  const along = Math.min(1, Math.max(0, (y + 0.75) / 1.5))
  const gap = along * larynx.opening * (0.15 + 0.85 * breath) * ramp(1.06, 0.86, y) + wobble * 0.35
  const away = Math.abs(x + wobble * 0.5)
  const span = ramp(-0.95 + wobble * 2, -0.45, y + 0.25 * away) * ramp(1.1, 0.72, y)
  const open = ramp(gap + 0.02, gap - 0.035, away) * span
  const fold = ramp(gap + larynx.foldWidth + 0.05, gap + larynx.foldWidth - 0.05, away) * span * (1 - open)
  const falseFold = Math.exp(-(((away - gap - larynx.foldWidth - 0.24) / 0.15) ** 2)) * span
  const arytenoid = Math.exp(-(((away - 0.34) / 0.2) ** 2) - ((y - 0.98) / 0.2) ** 2)

  const shade = 0.8 + 0.4 * rough + 0.16 * (grain - 0.5)
  const paint = (c: 0 | 1 | 2) => {
    const tint = c === 0 ? 1 + larynx.redness : 1
    const base = mix(palette.mucosa[c] * tint, palette.fold[c] * (1 + larynx.pallor), fold * 0.86)
    return mix(base * shade, palette.deep[c], open)
  }
  let [red, green, blue] = [paint(0), paint(1), paint(2)]
  let height =
    0.55 * falseFold +
    0.75 * arytenoid +
    0.3 * fold * ramp(gap + larynx.foldWidth, gap + 0.03, away) -
    0.9 * open +
    0.25 * (rough - 0.5)
  let label: 0 | 1 | 2 = 0

  for (const lesion of larynx.lesions) {
    const { cover: depth, dome } = depthIn(lesion, x, y)
    if (depth === 0 && dome === 0) continue
    const malignant = lesion.kind === 2
    const texture = fine(x * 2.3 + key, y * 2.3 + 0.37)
    const colour = malignant ? palette.malignant : palette.benign
    const strength = depth * lesion.contrast
    const patch = malignant ? 0.72 + 0.56 * coarse(x * 1.4, y * 1.4 + key) : 0.95 + 0.1 * rough
    // Where it overhangs the glottis a lesion is all there is to see; on mucosa it only tints.
    const cover = Math.max(strength, open * ramp(0.25, 0.6, depth))
    red = mix(red, colour[0] * patch, cover)
    green = mix(green, colour[1] * patch, cover)
    blue = mix(blue, colour[2] * patch, cover)
    if (malignant) {
      const dots = ramp(0.54, 0.66, texture) * strength * 0.6
      red = mix(red, palette.dots[0], dots)
      green = mix(green, palette.dots[1], dots)
      blue = mix(blue, palette.dots[2], dots)
    }
    height += dome * (malignant ? 0.55 + 0.22 * (texture - 0.5) : 0.7) + cover * open * 0.9
    if (depth >= 0.5) label = lesion.kind
  }
  return { red, green, blue, height, label }
}

/** Colour that blood vessels pull the mucosa towards. */
export const vesselColour = (nbi: boolean): Rgb => (nbi ? NARROW_BAND : WHITE_LIGHT).vessel
