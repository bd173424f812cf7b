import {
  DISAGREEING,
  type FrameFilter,
  type FrameSort,
  type Modality,
} from '../../../shared/contract/frames.ts'
import type { RoundSummary } from '../../../shared/contract/training.ts'
import { isPoor } from './isPoor.ts'

/** Something to do with frames: where it is done, and with which of them. */
export interface NextStep {
  readonly id:
    | 'labelTraining'
    | 'labelValidation'
    | 'labelClass'
    | 'labelLight'
    | 'accept'
    | 'found'
    | 'disagree'
  readonly screen: 'library' | 'annotate'
  readonly filter: FrameFilter
  readonly sort?: FrameSort
}

const OPEN: NonNullable<FrameFilter['states']> = ['untouched', 'inProgress']

export const labelTraining: NextStep = {
  id: 'labelTraining',
  screen: 'annotate',
  filter: { split: 'train', states: OPEN },
}
export const labelValidation: NextStep = {
  id: 'labelValidation',
  screen: 'annotate',
  filter: { split: 'validation', states: OPEN },
}
/** Open frames on which the model in use sees a class: where to look for more of it. */
export const labelClass = (lesion: number): NextStep => ({
  id: 'labelClass',
  screen: 'annotate',
  filter: { split: 'train', states: OPEN, seen: [lesion] },
})
export const labelLight = (modality: Modality): NextStep => ({
  id: 'labelLight',
  screen: 'annotate',
  filter: { split: 'train', states: OPEN, modality },
})
const accept: NextStep = {
  id: 'accept',
  screen: 'annotate',
  filter: { split: 'train', states: OPEN, predicted: true },
}
const disagree: NextStep = {
  id: 'disagree',
  screen: 'library',
  filter: { labelled: true, disagreement: DISAGREEING },
  sort: { by: 'disagreement', descending: true },
}
/** Open frames on which the model in use sees a class. */
const found = (lesion: number): NextStep => ({
  id: 'found',
  screen: 'library',
  filter: { split: 'train', states: OPEN, seen: [lesion] },
})

/** What a round leads to, the most useful first. Overlays are those of the model in use, so a model aside offers none. */
export function nextSteps(
  { state, verdict }: Pick<RoundSummary, 'state' | 'verdict'>,
  inUse: boolean,
): NextStep[] {
  if (state !== 'finished') return [labelTraining, labelValidation]
  if (!verdict) return [labelValidation, labelTraining]
  const poor = isPoor(verdict)
  if (!inUse) return poor ? [labelTraining, labelValidation] : [labelValidation, labelTraining]
  const rarest = rarestFound(verdict.perClass)
  const review = [accept, ...(rarest === undefined ? [] : [found(rarest)]), disagree]
  return poor ? [disagree, labelTraining, labelValidation] : [...review, labelValidation]
}

/** The lesion class that fewest validation frames hold and that was found at all: looking it up is worth most. */
function rarestFound(rows: NonNullable<RoundSummary['verdict']>['perClass']): number | undefined {
  return rows
    .filter((row) => row.class > 0 && row.found > 0)
    .sort((a, b) => a.frames - b.frames)
    .at(0)?.class
}
