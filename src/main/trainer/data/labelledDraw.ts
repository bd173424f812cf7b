import { classesPresent } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'

/**
 * Which labelled frames an epoch goes through, by index, in order: each once, and again as often as it takes for a class
 * that fewer than `share` of the frames hold to be seen as often as if that share held it (repeat factors, as detectors
 * draw long-tailed sets, without their square root: ten labels are few). A frame's rarest class decides.
 */
export function labelledDraw(masks: readonly Uint8Array[], share: number): number[] {
  const held = masks.map((mask) => (share > 0 ? classesPresent(decodeMask(mask)) : []))
  const frames = new Map<number, number>()
  for (const c of held.flat()) frames.set(c, (frames.get(c) ?? 0) + 1)
  const times = (classes: readonly number[]) =>
    Math.max(1, ...classes.map((c) => Math.round((share * masks.length) / (frames.get(c) ?? 1))))
  return held.flatMap((classes, index) => Array.from({ length: times(classes) }, () => index))
}
