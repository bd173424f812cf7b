import type { MaskRule } from '../../src/main/engine/import/masks/MaskRule.ts'

/** A rule for frames that have no masks. */
export const MASK_RULE: MaskRule = {
  reading: { byIndex: true, byValue: true, palette: [] },
  dithered: false,
  classOf: () => 0,
}
