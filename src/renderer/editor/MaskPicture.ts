import { IGNORE } from '../../shared/domain/labelClass.ts'
import type { Mask } from '../../shared/domain/mask.ts'
import type { Drawn } from './Drawn.ts'
import type { LayerLook } from './EditorSettings.ts'
import type { LineStyle } from './lines/lineStyles.ts'
import { REACH } from './lines/lineStyles.ts'
import { MaskLines } from './lines/MaskLines.ts'
import { MaskCanvas } from './MaskCanvas.ts'
import type { Rectangle } from './pixels/Rectangle.ts'

/** Colour of ignored pixels. */
export const IGNORED = '#777777'

/** A label map as the stage shows it: outlines in the layer's own style, and its areas filled where wanted. */
export class MaskPicture implements Drawn {
  readonly width: number
  readonly height: number
  private readonly mask: Mask
  private readonly lines: MaskLines
  /** Made when areas are first filled. */
  private areas: MaskCanvas | undefined
  private look: LayerLook
  /** As they were given, to tell when they are others. */
  private given: readonly string[]
  private colours: readonly string[]

  constructor(mask: Mask, style: LineStyle, colours: readonly string[], look: LayerLook) {
    this.mask = mask
    this.width = mask.width
    this.height = mask.height
    this.lines = new MaskLines(mask, style)
    this.look = look
    this.given = colours
    this.colours = withIgnored(colours)
  }

  show(colours: readonly string[], look: LayerLook): void {
    this.look = look
    if (colours === this.given) return
    this.given = colours
    this.colours = withIgnored(colours)
    this.areas?.recolour(this.colours)
  }

  /** Pixels of the map changed. */
  change(rectangle: Rectangle): void {
    this.lines.change(rectangle)
    this.areas?.change(rectangle)
  }

  /** How far beyond a changed pixel the picture may change, frame px. */
  reach(scale: number): number {
    return 1 + REACH / scale
  }

  draw(context: CanvasRenderingContext2D, scale: number, part: Rectangle): void {
    const { shown, filled, fill, line } = this.look
    if (!shown) return
    context.save()
    if (filled) {
      context.globalAlpha = fill
      this.drawAreas(context, part)
    }
    context.globalAlpha = line
    this.lines.draw(context, scale, part, this.colours)
    context.restore()
  }

  private drawAreas(context: CanvasRenderingContext2D, part: Rectangle): void {
    this.areas ??= new MaskCanvas(this.mask, this.colours)
    const { picture } = this.areas
    const x = Math.max(0, part.x)
    const y = Math.max(0, part.y)
    const width = Math.min(this.width, part.x + part.width) - x
    const height = Math.min(this.height, part.y + part.height) - y
    if (width > 0 && height > 0) context.drawImage(picture, x, y, width, height, x, y, width, height)
  }
}

/** Colours by mask value, those of ignored pixels too. */
function withIgnored(colours: readonly string[]): readonly string[] {
  const all = [...colours]
  all[IGNORE] = IGNORED
  return all
}
