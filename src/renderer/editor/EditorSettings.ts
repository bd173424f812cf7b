import type { HeatMap } from '../../shared/domain/probabilities.ts'
import type { Window } from '../../shared/domain/window.ts'
import type { PaintRules } from './rules.ts'

/** How one layer is shown. */
export interface LayerLook {
  readonly shown: boolean
  readonly opacity: number
  readonly outlined: boolean
}

/** What the editor is set to; the panels change it. */
export interface EditorSettings {
  /** A tool's id. */
  readonly tool: string
  readonly value: number
  readonly size: number
  readonly hardness: number
  /** Whether a pen's pressure changes the brush's width. */
  readonly pressure: boolean
  readonly rules: PaintRules
  readonly mask: LayerLook
  /** The newest model's overlay; other layers by their own number. */
  readonly model: LayerLook
  readonly others: Readonly<Record<number, LayerLook>>
  readonly heat: HeatMap | 'off'
  readonly window: Window
  /** Colours of the classes, in their order. */
  readonly colours: readonly string[]
  readonly readOnly: boolean
}

/** A layer that is not looked at unless asked for. */
export const hiddenLook: LayerLook = { shown: false, opacity: 0.6, outlined: true }
