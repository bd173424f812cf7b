import type { LayerLook, Looks } from './EditorSettings.ts'

/** A layer as the looks know it: one's own mask, the model in use, or another layer by its number. */
export type LookOf = 'mask' | 'model' | number

/**
 * The looks after one of them was changed. Outlines differ by their style, but filled areas are told apart by nothing:
 * where a layer is filled, the others give way.
 */
export function withLook(looks: Looks, of: LookOf, look: LayerLook): Looks {
  const { mask, model, others } = look.filled && look.shown ? emptied(looks) : looks
  return {
    mask: of === 'mask' ? look : mask,
    model: of === 'model' ? look : model,
    others: typeof of === 'number' ? { ...others, [of]: look } : others,
  }
}

/** The looks while one's own mask is filled for a moment. */
export const withMaskFilled = (looks: Looks): Looks =>
  withLook(looks, 'mask', { ...looks.mask, shown: true, filled: true })

/** None of them filled. What was empty stays the same object, so that nothing is drawn anew for it. */
function emptied({ mask, model, others }: Looks): Looks {
  const empty = (look: LayerLook): LayerLook => (look.filled ? { ...look, filled: false } : look)
  const anyFilled = Object.values(others).some(({ filled }) => filled)
  return {
    mask: empty(mask),
    model: empty(model),
    others: anyFilled
      ? Object.fromEntries(Object.entries(others).map(([id, look]) => [id, empty(look)]))
      : others,
  }
}
