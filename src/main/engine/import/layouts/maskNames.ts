import { basename } from 'node:path'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { Source } from '../found/Source.ts'

const MASK_ENDING = /[\s_-](mask|masks|label|labels|seg|segmentation|gt|annotation)$/i
const MASK_BEGINNING = /^(mask|label|seg|gt)[\s_-]/i

/** The name of the frame that a mask called `a_mask` or `mask_a` belongs to; other names stay. */
export const frameStemOf = (stem: string): string => stem.replace(MASK_ENDING, '').replace(MASK_BEGINNING, '')

/** Whether a name says that it is a mask. */
export const isMaskName = (stem: string): boolean => MASK_ENDING.test(stem) || MASK_BEGINNING.test(stem)

/** Masks by the frames they belong to; where two belong to one, the first counts and the other is refused by name. */
export function onlyMasks(
  source: Source,
  paths: readonly string[],
  keyOf: (path: string) => string,
): Map<string, string> {
  const masks = new Map<string, string>()
  for (const path of paths) {
    const before = masks.get(keyOf(path))
    if (before === undefined) masks.set(keyOf(path), path)
    else source.refuse(path, reasonOf('maskTwice', { other: basename(before) }))
  }
  return masks
}
