import { partsOf } from '../../../../../shared/domain/contours.ts'
import { IGNORE } from '../../../../../shared/domain/labelClass.ts'
import {
  classesPresent,
  cutPatch,
  emptyMask,
  type Mask,
  type MaskPatch,
} from '../../../../../shared/domain/mask.ts'
import type { Point } from '../../../../editor/pixels/Rectangle.ts'
import type { BoxQuestion } from '../../../../editor/tools/boxQuestion.ts'
import { floodFill } from '../../../../editor/tools/floodFill.ts'
import { pixelAt } from '../../../../editor/tools/pixelAt.ts'

/** A mask in which a region may lie. */
interface Source {
  readonly mask: Mask
  readonly isOwn: boolean
}

/** A connected part of a class. */
export interface RegionToSnap {
  readonly value: number
  readonly region: MaskPatch
  readonly isOwn: boolean
}

/**
 * The region that is meant to follow the edge: the one under the pointer, in the first of the masks that has one there;
 * else the first mask's only one. Undefined where it cannot be told.
 */
export function regionToSnap(
  sources: readonly (Source | undefined)[],
  pointer: Point | undefined,
): RegionToSnap | undefined {
  const there = sources.filter((source) => source !== undefined)
  for (const source of there) {
    const seed = pointer && pixelAt(source.mask, pointer)
    const found = seed === undefined ? undefined : regionFrom(source, seed)
    if (found) return found
  }
  for (const source of there) {
    const seed = seedOfOnly(source.mask)
    if (seed !== undefined) return regionFrom(source, seed)
  }
  return undefined
}

/** What is asked for it: the region in its box. One's own gives way to what it becomes. */
export function questionOf({ region, isOwn }: RegionToSnap): BoxQuestion {
  const { x, y, width, height } = region
  const box = { left: x, top: y, right: x + width, bottom: y + height }
  return { box, clicks: [], snaps: true, instead: isOwn ? region : undefined }
}

/** The connected part that a pixel belongs to; undefined where it is background or ignored. */
function regionFrom({ mask, isOwn }: Source, seed: number): RegionToSnap | undefined {
  const value = mask.data[seed] ?? 0
  if (value === 0 || value === IGNORE) return undefined
  const part = emptyMask(mask.width, mask.height)
  const box = floodFill(part, seed, (pixel) => mask.data[pixel] === value, 1)
  return box && { value, region: cutPatch(part, box), isOwn }
}

/** A pixel of a mask's only region; undefined where there are several or none. */
function seedOfOnly(mask: Mask): number | undefined {
  const [value, ...more] = classesPresent(mask)
  if (value === undefined || more.length > 0 || partsOf(mask, value).count > 1) return undefined
  return mask.data.indexOf(value)
}
