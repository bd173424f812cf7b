/**
 * How far a person has come with a frame. Only `done` and `noLesion` are said by a person, and only they teach and
 * judge; their place in the list is how the catalogue stores them.
 */
export const frameStates = ['untouched', 'inProgress', 'done', 'noLesion', 'skipped'] as const
export type FrameState = (typeof frameStates)[number]

/** The state that the catalogue stores as this place; of a later version's, as if nobody had come to it. */
export const stateStored = (place: number): FrameState => frameStates[place] ?? 'untouched'

/** What a mask holds, as far as a frame's state depends on it. */
export interface Holds {
  /** Any pixel that is not background, ignored ones too. */
  readonly anything: boolean
  readonly lesion: boolean
}

/** Whether the mask of a frame in this state is a label: it teaches, judges and is exported. */
export const isLabel = (state: FrameState): boolean => state === 'done' || state === 'noLesion'

/**
 * Whose mask is a frame's label, if it has one: of a held-out patient the gold standard that came with the frame,
 * else the mask that a reader said is finished. The one rule for rounds, counts, filters and exports.
 */
export function labelSource(
  split: 'train' | 'validation' | 'test',
  state: FrameState,
  hasReference: boolean,
): 'reference' | 'reader' | undefined {
  if (split !== 'train' && hasReference) return 'reference'
  return isLabel(state) ? 'reader' : undefined
}

/** Whether a frame in this state waits to be labelled. */
export const isOpen = (state: FrameState): boolean => state === 'untouched' || state === 'inProgress'

/** What a person says of a mask who takes it for finished. */
export const declared = ({ lesion }: Holds): FrameState => (lesion ? 'done' : 'noLesion')

/**
 * The state after a mask was painted on, or a step was taken back. Painting alone never makes a label; correcting one
 * leaves it one, until nothing is left of it. A lesion on a frame said to hold none is to be looked at again.
 */
export function afterPainting(before: FrameState, { anything, lesion }: Holds): FrameState {
  if (before === 'noLesion') return lesion ? 'inProgress' : 'noLesion'
  if (!anything) return 'untouched'
  return before === 'done' ? 'done' : 'inProgress'
}

/** The state of a frame whose label was taken away, and of one that was skipped and is not any more. */
export const withoutLabel = ({ anything }: Holds): FrameState => (anything ? 'inProgress' : 'untouched')
