import type { Mask } from '../../shared/domain/mask.ts'
import { type EditorSettings, hiddenLook, type LayerLook } from './EditorSettings.ts'
import type { Overlay } from './FrameStage.ts'
import { heatCanvas } from './heatCanvas.ts'
import { MaskCanvas } from './MaskCanvas.ts'

/** A layer below the mask in hand: a model's, another reader's, the reference. */
export interface ShownLayer {
  readonly id: number
  /** Whether it follows the model's look. */
  readonly isModel: boolean
  readonly mask: Mask
}

/** Pictures of all layers but the one in hand, made when first shown. */
export class Overlays {
  private readonly layers: readonly ShownLayer[]
  private readonly canvases = new Map<
    number,
    { canvas: MaskCanvas; colours: readonly string[]; outlined: boolean }
  >()
  private heat: HTMLCanvasElement | undefined

  constructor(layers: readonly ShownLayer[]) {
    this.layers = layers
  }

  setHeat(heat: Uint8Array | undefined, width: number, height: number): void {
    this.heat = heat && heatCanvas(heat, width, height)
  }

  shown(settings: EditorSettings): Overlay[] {
    const overlays = this.layers.flatMap((layer): Overlay[] => {
      const look = layer.isModel ? settings.model : (settings.others[layer.id] ?? hiddenLook)
      return look.shown
        ? [{ canvas: this.canvasOf(layer, settings.colours, look), opacity: look.opacity }]
        : []
    })
    return this.heat ? [{ canvas: this.heat, opacity: 0.7 }, ...overlays] : overlays
  }

  private canvasOf(
    { id, mask }: ShownLayer,
    colours: readonly string[],
    { outlined }: LayerLook,
  ): HTMLCanvasElement {
    const made = this.canvases.get(id)
    if (made && made.colours === colours && made.outlined === outlined) return made.canvas.canvas
    const canvas = made?.canvas ?? new MaskCanvas(mask, colours)
    canvas.show(colours, outlined)
    this.canvases.set(id, { canvas, colours, outlined })
    return canvas.canvas
  }
}
