import type { ReadingStage } from './stage.ts'

/** What somebody has just done with their mask of a frame. */
export interface Act {
  /** How far they were with it; undefined before they began. */
  readonly before: ReadingStage | undefined
  /** They say that it is finished, or take that back; a stroke does neither. */
  readonly says: 'finished' | 'open' | undefined
  /** Whether it holds anything now. */
  readonly holdsAnything: boolean
  /** Whether it has stopped being the frame's label. */
  readonly lostLabel: boolean
}

/**
 * How far a reader is with their mask after that; undefined where nothing is left that they have begun. Correcting a
 * finished mask leaves it finished, as it leaves the frame's label one, and a returned one is returned until its reader
 * says again that it is finished.
 */
export function readingAfter({ before, says, holdsAnything, lostLabel }: Act): ReadingStage | undefined {
  if (says === 'finished') return 'submitted'
  const isKept = says === undefined && (before === 'returned' || (before === 'submitted' && !lostLabel))
  if (isKept) return before
  return holdsAnything ? 'inProgress' : undefined
}
