import type { SinceLast } from '../../../../shared/contract/training.ts'
import type { LabelledFrame } from '../../../../shared/trainer/protocol.ts'
import { sha256 } from '../../../files/durableFile.ts'
import { framesWithClass, type HeldFrame } from './heldFrames.ts'

/** The frames that a round learns from, with a few digits of each label's hash. */
export type Learned = Readonly<Record<string, string>>

/** Hexadecimal digits by which a label is known again. */
const DIGITS = 12

/** What a round learns from, so that the next can say what is new. */
export const learnedFrom = (frames: readonly LabelledFrame[]): Learned =>
  Object.fromEntries(frames.map(({ id, mask }) => [id, sha256(mask).slice(0, DIGITS)]))

/** What has changed of the labels since another round; `held` are those of now. */
export function changesSince(
  before: Learned,
  now: Learned,
  held: readonly HeldFrame[],
  classes: number,
): SinceLast {
  const added = held.filter(({ id }) => !(id in before))
  return {
    added: { frames: added.length, withClass: framesWithClass(added, classes) },
    removed: Object.keys(before).filter((id) => !(id in now)).length,
    changed: Object.entries(now).filter(([id, label]) => id in before && before[id] !== label).length,
  }
}
