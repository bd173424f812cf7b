import type { Mask } from '../../shared/domain/mask.ts'
import type { Drawn } from './Drawn.ts'
import { hiddenLook, type Looks } from './EditorSettings.ts'
import { HeatPicture } from './HeatPicture.ts'
import type { LineStyle } from './lines/lineStyles.ts'
import { MaskPicture } from './MaskPicture.ts'

/** A layer below the mask in hand: a model's, another reader's, the reference. */
export interface ShownLayer {
  readonly id: number
  /** Whether it follows the model's look. */
  readonly isModel: boolean
  readonly line: LineStyle
  readonly mask: Mask
}

/** Pictures of all layers but the one in hand, made when first shown. */
export class Overlays {
  private layers: readonly ShownLayer[]
  private readonly pictures = new Map<number, MaskPicture>()
  private heat: HeatPicture | undefined

  constructor(layers: readonly ShownLayer[]) {
    this.layers = layers
  }

  /** Puts other layers in place of these. */
  setLayers(layers: readonly ShownLayer[]): void {
    this.layers = layers
    this.pictures.clear()
  }

  setHeat(heat: Uint8Array | undefined, width: number, height: number): void {
    this.heat = heat && new HeatPicture(heat, width, height)
  }

  shown(looks: Looks, colours: readonly string[], heatOpacity: number): Drawn[] {
    const layers = this.layers.flatMap(({ id, isModel, line, mask }): Drawn[] => {
      const look = isModel ? looks.model : (looks.others[id] ?? hiddenLook)
      if (!look.shown) return []
      const picture = this.pictures.get(id) ?? new MaskPicture(mask, line, colours, look)
      this.pictures.set(id, picture)
      picture.show(colours, look)
      return [picture]
    })
    if (!this.heat) return layers
    this.heat.opacity = heatOpacity
    return [this.heat, ...layers]
  }
}
