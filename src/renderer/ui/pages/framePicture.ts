import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import { CORE, casing, type LineStyle, lineStyles } from '../../editor/lines/lineStyles.ts'
import type { MaskOutlines } from '../compare/maskOutlines.ts'
import { pathOf } from '../pathOf.ts'

/** A frame with what a reader and a model see on it; it says neither its name nor its patient's. */
export interface SeenFrame {
  /** The picture itself, as a `data:` address. */
  readonly picture: string
  readonly label: MaskOutlines
  readonly overlay: MaskOutlines
  /** Share on which they agree, 0 to 1. */
  readonly overlap: number
}

/** The frame as an SVG: its picture, the label's outline solid, the overlay's dashed. */
export function framePicture({ picture, label, overlay }: SeenFrame, classes: readonly LabelClass[]): string {
  const { width, height } = label
  const image = `<image href="${picture}" width="${width}" height="${height}" preserveAspectRatio="none"/>`
  const lines = outline(label, 'solid', classes) + outline(overlay, 'dashed', classes)
  return `<svg viewBox="0 0 ${width} ${height}" role="img">${image}${lines}</svg>`
}

function outline({ lines }: MaskOutlines, style: LineStyle, classes: readonly LabelClass[]): string {
  const dashes = lineStyles[style].join(' ')
  const drawn = (path: string, colour: string, width: number) =>
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-dasharray="${dashes}" vector-effect="non-scaling-stroke"/>`
  const all = lines.map(({ points }) => pathOf(points)).join('')
  return [
    ...casing.map(({ colour, width }) => drawn(all, colour, width)),
    ...lines.map(({ value, points }) => drawn(pathOf(points), classes[value]?.colour ?? '', CORE)),
  ].join('')
}
