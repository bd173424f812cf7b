import type { HeatMapId } from '../../shared/domain/heatMaps/index.ts'
import type { Window } from '../../shared/domain/window.ts'
import type { PaintRules } from './rules.ts'

/** How one layer is shown: as outlines, and filled within them where wanted. */
export interface LayerLook {
  readonly shown: boolean
  readonly filled: boolean
  /** How strong fill and outline are, 0 to 1. */
  readonly fill: number
  readonly line: number
}

/** The looks of all layers: of one's own mask, of the model in use, of the others by their own number. */
export interface Looks {
  readonly mask: LayerLook
  readonly model: LayerLook
  readonly others: Readonly<Record<number, LayerLook>>
}

/** What the editor is set to; the panels change it. */
export interface EditorSettings extends Looks {
  /** A tool's id. */
  readonly tool: string
  readonly value: number
  readonly size: number
  readonly hardness: number
  /** Whether a pen's pressure changes the brush's width. */
  readonly pressure: boolean
  readonly rules: PaintRules
  readonly heat: HeatMapId | 'off'
  /** How strong it lies over the frame, 0 to 1. */
  readonly heatOpacity: number
  readonly window: Window
  /** Colours of the classes, in their order. */
  readonly colours: readonly string[]
  readonly readOnly: boolean
}

/** A layer that is not looked at unless asked for. */
export const hiddenLook: LayerLook = { shown: false, filled: false, fill: 0.4, line: 1 }
