import type { AssistBox } from '../../../../../shared/contract/assist.ts'
import { partsOf } from '../../../../../shared/domain/contours.ts'
import { mainParts } from '../../../../../shared/domain/mainParts.ts'
import { classesPresent, type Mask, type MaskPatch } from '../../../../../shared/domain/mask.ts'
import { areaOf, overlapOf } from '../../../../editor/pixels/overlapOf.ts'
import { SURE } from '../../../../editor/tools/boxQuestion.ts'
import { regionIn } from '../../../../editor/tools/paintRegion.ts'

/** What box assist answers: 1 within the region of the frame, and its own guess of how well that fits, 0 to 1. */
export interface Proposed {
  readonly mask: Mask
  readonly score: number
}

export interface Followed {
  readonly mask: Mask
  /** Regions that there are, and how many of them follow an edge now. */
  readonly regions: number
  readonly followed: number
}

/**
 * What is found shares so much (Dice) with what was carried here, or it is another thing: of films whose frames lie far apart,
 * boxes around what was carried mostly held something else.
 */
const NEAR = 0.5
/** Fewer pixels are a speck, of which a box says nothing; more regions than this would be waited for too long. */
const SPECK = 16
const MOST_REGIONS = 8

/**
 * A mask that was carried here from another frame, its regions redrawn along the edges of this one: each is asked for by the
 * box around it. One for which nothing sure is found near it stays as it is.
 */
export async function followEdges(
  mask: Mask,
  propose: (box: AssistBox) => Promise<Proposed>,
): Promise<Followed> {
  const out: Mask = { ...mask, data: mask.data.slice() }
  const regions = regionsIn(mask)
  let followed = 0
  for (const { value, region } of regions.slice(0, MOST_REGIONS)) {
    const { x, y, width, height } = region
    const { mask: found, score } = await propose({ left: x, top: y, right: x + width, bottom: y + height })
    const main = mainParts(found)
    if (score < SURE || overlapOf(region, { ...main, x: 0, y: 0 }) < NEAR) continue
    replace(out, region, main, value)
    followed++
  }
  return { mask: out, regions: regions.length, followed }
}

interface Carried {
  readonly value: number
  /** 1 within it, cut out of the frame. */
  readonly region: MaskPatch
}

/** Connected regions of every lesion class, the largest first. */
function regionsIn(mask: Mask): Carried[] {
  return classesPresent(mask)
    .flatMap((value) => {
      const { labels, count: parts } = partsOf(mask, value)
      return Array.from({ length: parts }, (_, part): Carried[] => {
        const data = Uint8Array.from(labels, (label) => (label === part + 1 ? 1 : 0))
        const region = regionIn({ ...mask, data })
        return region && areaOf(region) >= SPECK ? [{ value, region }] : []
      })
    })
    .flat()
    .sort((a, b) => areaOf(b.region) - areaOf(a.region))
}

/** Rubs a region out and puts the found one in its place, over nothing that another class has. */
function replace({ data, width }: Mask, region: MaskPatch, { data: found }: Mask, value: number): void {
  for (const [at, inside] of region.data.entries()) {
    if (inside === 0) continue
    data[(region.y + Math.floor(at / region.width)) * width + region.x + (at % region.width)] = 0
  }
  for (const [at, inside] of found.entries()) if (inside > 0 && data[at] === 0) data[at] = value
}
