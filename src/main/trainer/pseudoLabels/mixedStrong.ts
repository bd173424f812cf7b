import { refused } from '../../../shared/reasons/Refused.ts'
import type { Batch } from '../data/Batch.ts'
import type { Confidences } from './confidences.ts'
import { cutMix, type Mixed } from './cutMix.ts'

/**
 * Strong view number `view` of the unlabelled frames `[B,S,S,3]` with regions of frames without labels in it (METHODS
 * §1.2, steps 2 and 4). `seen` are the frames' labels, `pasted` those of the frames that come a second time; where they
 * do not, regions come from the batch in reverse order, with the labels that are seen there.
 */
export function mixedStrong(
  { size, images, unlabelled, mix }: Batch,
  view: number,
  seen: Confidences,
  pasted: Confidences | undefined,
): Mixed {
  const strong = unlabelled?.strong[view]
  if (!strong) throw refused('methodNeedsUnlabelled')
  const second = mix?.strong[view]
  return pasted && second
    ? cutMix(size, strong, seen, { ...pasted, pixels: second.pixels })
    : cutMix(size, strong, seen, { ...seen, pixels: strong.pixels }, (image) => images - 1 - image)
}
