import type { Random } from '../../../shared/domain/random.ts'
import type { Window } from '../../../shared/domain/resample.ts'
import type { RoundSettings } from '../../../shared/trainer/parts/round.ts'
import { drawPlainView } from './plainView.ts'
import { drawFilledView, drawWeakView } from './weakView.ts'

/** Draws what a weak view of `size` px sees of a picture. */
type DrawWeak = (
  width: number,
  height: number,
  size: number,
  random: Random,
  crop: RoundSettings['weakCrop'],
  base?: number,
) => Window

/** Every kind of weak view there is. A new one is its file and a line here. */
export const weakViews = {
  scaled: drawWeakView,
  filled: drawFilledView,
  plain: drawPlainView,
} as const satisfies Readonly<Record<string, DrawWeak>>

export type WeakViewKind = keyof typeof weakViews
