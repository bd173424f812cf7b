import type { FrameFilter } from '../../../../shared/contract/frames.ts'
import { isReadBlind, type Stage, type StageFacts, stageOf } from '../../../../shared/domain/stage.ts'
import { isOn } from '../../../../shared/domain/worklists.ts'
import { stateIn } from './frameColumns.ts'
import type { Placed, Reviews } from './Reviews.ts'

/** Whose question it is. */
export interface Asking {
  readonly reader: string | undefined
  /** There are no accounts: one person may judge what they have labelled. */
  readonly judgesOwn: boolean
}

/** Whether a filter asks for what readers and reviewers have said. */
export const asksReview = ({ stages, assigned, work, reader }: FrameFilter): boolean =>
  stages !== undefined || assigned !== undefined || work !== undefined || reader !== undefined

/** Whether a frame passes what a filter says of its stage, its readers, and the lists of whoever asks. */
export function passesReview(
  filter: FrameFilter,
  { reader, judgesOwn }: Asking,
  reviews: Reviews,
  placed: Placed,
  facets: number,
): boolean {
  const facts = reviews.factsOf(placed)
  const { stages, assigned, work } = filter
  if (assigned !== undefined && !facts.assigned.includes(assigned)) return false
  if (stages && !stages.includes(stageSeenBy(facts, reader))) return false
  // Who has begun to read is not told while they are kept from one another.
  if (filter.reader !== undefined && reader !== undefined && filter.reader !== reader && isReadBlind(facts))
    return false
  if (work === undefined || reader === undefined) return true
  const isSigned = reviews.signerOf(placed.examination) !== undefined
  const isClosed = isSigned || stateIn(facets) === 'skipped'
  const differs = reviews.differs(placed.frame)
  return isOn(work, { facts, stage: stageOf(facts), differs, isClosed, reader, judgesOwn })
}

/** A frame's stage as somebody sees it: while it is read blind its readers are told of their own mask alone. */
export function stageSeenBy(facts: StageFacts, reader: string | undefined): Stage {
  if (reader === undefined || !isReadBlind(facts) || !facts.assigned.includes(reader)) return stageOf(facts)
  const own = facts.readings.get(reader)
  return stageOf({ assigned: [], readings: new Map(own ? [[reader, own]] : []), verdict: undefined })
}
