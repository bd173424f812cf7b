import type { ReviewedRegion, UnderReview } from '../../../../shared/contract/review.ts'
import type { ReviewReason } from '../../../../shared/domain/reviewReasons.ts'

/** What is said of a region, as far as it is shown. */
export interface ShownVerdict {
  readonly says: 'accepted' | 'rejected' | 'edited'
  readonly reason: ReviewReason | null
}

/** A finding of the mask under review. */
export interface Finding {
  readonly region: ReviewedRegion
  readonly verdict: ShownVerdict | null
}

/** Verdicts of this window that the engine may not have told back yet, by mask and region. */
export type Verdicts = ReadonlyMap<string, ShownVerdict>

const keyOf = ({ layer, revision }: UnderReview, { x, y, value }: ReviewedRegion) =>
  `${layer}/${revision}/${x}/${y}/${value}`

/** The verdicts with what is said now of some regions of a mask. */
export const withVerdicts = (
  before: Verdicts,
  mask: UnderReview,
  regions: readonly ReviewedRegion[],
  verdict: ShownVerdict,
): Verdicts => new Map([...before, ...regions.map((region) => [keyOf(mask, region), verdict] as const)])

/** The findings of a mask, with what was said of each by now. */
export const findingsOf = (mask: UnderReview, said: Verdicts): Finding[] =>
  mask.regions.map((region) => ({ region, verdict: said.get(keyOf(mask, region)) ?? region.verdict }))

/** The place of the next finding without a verdict, after one and round again; −1 where each has one. */
export function nextOpen(findings: readonly Finding[], after: number): number {
  for (let step = 1; step <= findings.length; step++) {
    const at = (after + step) % findings.length
    if (findings[at]?.verdict === null) return at
  }
  return -1
}
