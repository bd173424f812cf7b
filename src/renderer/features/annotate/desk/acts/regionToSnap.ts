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
import { type BoxQuestion, boxBetween } from '../../../../editor/tools/boxQuestion.ts'
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

/**
 * Room around a region, as a share of it, a side: one that lies beside its lesion would have its box cut the lesion. On
 * seven polyps with a region 8 % of their size away from them, the mean Dice of what comes was 0.88 with it, 0.76 without.
 */
const ROOM = 0.1

/** What is asked for it on a frame: the region in its box. One's own gives way to what it becomes. */
export function questionOf({ region, isOwn }: RegionToSnap, frame: Mask): BoxQuestion | undefined {
  const { x, y, width, height } = region
  const [dx, dy] = [ROOM * width, ROOM * height]
  const box = boxBetween({ x: x - dx, y: y - dy }, { x: x + width + dx, y: y + height + dy }, frame)
  return box && { box, clicks: [], snaps: region, instead: isOwn ? region : undefined }
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
