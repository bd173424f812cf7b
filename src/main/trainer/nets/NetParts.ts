import type { NetBuilder, Value } from './NetBuilder.ts'

/** Maps of the net that a head can stand on: stride 4, 16, 4 (what the decoder fuses) and 4 (what it made of it). */
export type Tap = 'shallow' | 'deep' | 'joined' | 'fused'

/** Layers beside the classifier, from one of the net's maps to what a loss compares. */
export interface Head {
  readonly name: string
  readonly tap: Tap
  build(b: NetBuilder, map: Value): Value
}

/** What a backbone hands to the decoder. */
export interface Maps {
  readonly shallow: Value
  readonly deep: Value
}

/** Both maps, and behind them the same with channels dropped, in a pass that is to be perturbed (METHODS §1.3). */
export const perturbed = (b: NetBuilder, { shallow, deep }: Maps): Maps => ({
  shallow: b.perturb(shallow),
  deep: b.perturb(deep),
})

/** What a method adds to the net while it learns. Its parameters are trained with the net's; model files leave them out. */
export interface NetParts {
  readonly heads?: readonly Head[]
  /** Nodes between backbone and decoder. */
  between?(b: NetBuilder, maps: Maps): Maps
}
