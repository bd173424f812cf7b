import { describe, expect, it } from 'vitest'
import {
  findingsOf,
  nextOpen,
  withVerdicts,
} from '../../../../../../src/renderer/features/annotate/reviewing/Verdicts.ts'
import type { ReviewedRegion, UnderReview } from '../../../../../../src/shared/contract/review.ts'

const region = (x: number, verdict: ReviewedRegion['verdict'] = null): ReviewedRegion => ({
  value: 1,
  x,
  y: 3,
  pixels: 9,
  box: [x, 3, 3, 3],
  lines: [],
  verdict,
})
const told = { says: 'rejected', reason: 'glare', reviewer: 'Ada', at: '2026-12-01' } as const
const mask = (revision: number): UnderReview => ({
  layer: 7,
  revision,
  kind: 'reader',
  author: 'Lin',
  own: false,
  regions: [region(1), region(2, told), region(3)],
  accepted: null,
})
const accepted = { says: 'accepted', reason: null } as const
const shown = (of: UnderReview, said: Parameters<typeof findingsOf>[1]) =>
  findingsOf(of, said).map(({ verdict }) => verdict?.says ?? null)

describe('verdicts of a window', () => {
  it('show before the engine has told them back, over what it told before', () => {
    const said = withVerdicts(new Map(), mask(1), mask(1).regions.slice(1), accepted)
    expect(shown(mask(1), new Map())).toEqual([null, 'rejected', null])
    expect(shown(mask(1), said)).toEqual([null, 'accepted', 'accepted'])
  })

  it('are of one revision: another one is as the engine tells it', () => {
    const said = withVerdicts(new Map(), mask(1), mask(1).regions, accepted)
    expect(shown(mask(2), said)).toEqual([null, 'rejected', null])
  })

  it('leave the next finding without one, round again, and none where each has one', () => {
    const findings = findingsOf(mask(1), new Map())
    expect([-1, 0, 1, 2].map((after) => nextOpen(findings, after))).toEqual([0, 2, 2, 0])
    const all = findingsOf(mask(1), withVerdicts(new Map(), mask(1), mask(1).regions, accepted))
    expect(nextOpen(all, 0)).toBe(-1)
    expect(nextOpen([], -1)).toBe(-1)
  })
})
