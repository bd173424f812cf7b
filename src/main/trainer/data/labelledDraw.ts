import { classesPresent } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'

/** Which labelled frames an epoch goes through. */
export interface LabelledDraw {
  /** Frames by index, in order. */
  readonly frames: readonly number[]
  /** For each frame, the rare classes that it holds. */
  readonly rare: readonly (readonly number[])[]
}

/**
 * Every frame once, and again as often as it takes for a class that fewer than `share` of the frames hold, a rare one, to
 * be seen as often as if that share held it (repeat factors, as detectors draw long-tailed sets, without their square
 * root: ten labels are few). A frame's rarest class decides.
 */
export function labelledDraw(masks: readonly Uint8Array[], share: number): LabelledDraw {
  const held = masks.map((mask) => (share > 0 ? classesPresent(decodeMask(mask)) : []))
  const holding = new Map<number, number>()
  for (const c of held.flat()) holding.set(c, (holding.get(c) ?? 0) + 1)
  const enough = share * masks.length
  const times = (classes: readonly number[]) =>
    Math.max(1, ...classes.map((c) => Math.round(enough / (holding.get(c) ?? 1))))
  return {
    frames: held.flatMap((classes, index) => Array.from({ length: times(classes) }, () => index)),
    rare: held.map((classes) => classes.filter((c) => (holding.get(c) ?? 0) < enough)),
  }
}
