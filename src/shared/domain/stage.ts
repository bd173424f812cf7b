/** How far a frame has come on its way from being labelled to being accepted, the first first. */
export const stages = ['unlabelled', 'inProgress', 'submitted', 'inReview', 'returned', 'accepted'] as const
export type Stage = (typeof stages)[number]

/** How far a reader is with their mask of a frame. */
export type ReadingStage = 'inProgress' | 'submitted' | 'returned'

/** What is stored of a frame's readers and reviewers. */
export interface StageFacts {
  /** Who is to read its examination. */
  readonly assigned: readonly string[]
  /** How far each reader is who has begun. */
  readonly readings: ReadonlyMap<string, ReadingStage>
  /** The last word of a reviewer; `holds` says whether the mask that it was said of is still the label as it is now. */
  readonly verdict: { readonly says: string; readonly holds: boolean } | undefined
}

/** The stage of a frame. An acceptance counts for the mask that it was said of alone; what is returned waits for its reader. */
export function stageOf(facts: StageFacts): Stage {
  const { readings, verdict } = facts
  if (isAcceptance(verdict?.says) && verdict?.holds) return 'accepted'
  if ([...readings.values()].includes('returned')) return 'returned'
  if (verdict?.says === 'begun') return 'inReview'
  if (isSubmitted(facts)) return 'submitted'
  return readings.size > 0 ? 'inProgress' : 'unlabelled'
}

/** Whether all who were to read it have said that they are finished, or anybody where nobody in particular was to. */
function isSubmitted({ assigned, readings }: StageFacts): boolean {
  const isDone = (reader: string) => readings.get(reader) === 'submitted'
  return assigned.length > 0 ? assigned.every(isDone) : [...readings.keys()].some(isDone)
}

/** Whether a verdict makes a mask the one that stands. */
export const isAcceptance = (says: string | undefined): boolean => says === 'accepted' || says === 'settled'

/**
 * Whether readers' masks of a frame are kept from one another, and from everybody else: two or more are to read it, and
 * not all of them have said once that they are finished. A mask that was returned has been seen already.
 */
export const isReadBlind = ({ assigned, readings }: Omit<StageFacts, 'verdict'>): boolean =>
  assigned.length > 1 && assigned.some((reader) => (readings.get(reader) ?? 'inProgress') === 'inProgress')
