import { emptyMask, type MaskPatch, writePatch } from '../../shared/domain/mask.ts'
import type { Drawn } from './Drawn.ts'
import type { LayerLook } from './EditorSettings.ts'
import { MaskPicture } from './MaskPicture.ts'

/** Unlike anything painted or predicted: short dashes round a light fill. */
const LOOK: LayerLook = { shown: true, filled: true, fill: 0.35, line: 1 }

/** A region that waits to be taken, as the stage shows it. */
export class ProposalPicture implements Drawn {
  private region: MaskPatch | undefined
  private picture: MaskPicture | undefined

  /** Shows another region, or none, in a colour `#rrggbb`. */
  show(region: MaskPatch | undefined, colour: string): void {
    const colours = ['', colour]
    if (region === this.region) this.picture?.show(colours, LOOK)
    else this.picture = region && pictureOf(region, colours)
    this.region = region
  }

  /** Draws all of it. */
  draw(context: CanvasRenderingContext2D, scale: number): void {
    const { region, picture } = this
    if (!region || !picture) return
    const { width, height } = picture
    context.save()
    context.translate(region.x - MARGIN, region.y - MARGIN)
    picture.draw(context, scale, { x: 0, y: 0, width, height })
    context.restore()
  }
}

/** Pixels around a region, so that no part of its outline runs along the border of its picture: there none is drawn. */
const MARGIN = 1

function pictureOf(region: MaskPatch, colours: readonly string[]): MaskPicture {
  const { width, height } = region
  const framed = emptyMask(width + 2 * MARGIN, height + 2 * MARGIN)
  writePatch(framed, { ...region, x: MARGIN, y: MARGIN, data: region.data.map((v) => (v === 0 ? 0 : 1)) })
  return new MaskPicture(framed, 'proposed', colours, LOOK)
}
