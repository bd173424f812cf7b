import { isOpen } from '../../../shared/domain/frameState.ts'
import { type Stage, stageOf } from '../../../shared/domain/stage.ts'
import { facet, stateIn } from '../store/frames/frameColumns.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** Frames by stage; skipped ones count as that alone. */
export type FrameCounts = Record<Stage | 'skipped' | 'frames', number>

/** An examination as the index knows it. */
export interface Examination {
  readonly id: number
  readonly patient: string
  readonly code: string
  readonly counts: FrameCounts
  /** Frames that are still to be labelled. */
  readonly open: number
  readonly frames: readonly number[]
  readonly readers: readonly string[]
}

const none = (): FrameCounts => ({
  frames: 0,
  unlabelled: 0,
  inProgress: 0,
  submitted: 0,
  inReview: 0,
  returned: 0,
  accepted: 0,
  skipped: 0,
})

/** All examinations in the library's order, with their frames that are not hidden; one without any is left out. */
export function examinationsOf({ index }: OpenStudy): Examination[] {
  const { groups, group, id, facets } = index.all
  const { reviews } = index
  const found = groups.map(({ id: examination, patient, code }) => ({
    id: examination,
    patient,
    code,
    counts: none(),
    open: 0,
    frames: [] as number[],
    readers: reviews.readersOf(examination),
  }))
  for (let row = 0; row < id.length; row++) {
    const [bits = 0, frame = 0, of] = [facets[row], id[row], found[group[row] ?? 0]]
    const placed = ((bits >> facet.hidden) & 1) === 1 ? undefined : index.placed(frame)
    if (!placed || !of) continue
    const state = stateIn(bits)
    of.counts.frames++
    of.counts[state === 'skipped' ? 'skipped' : stageOf(reviews.factsOf(placed))]++
    if (isOpen(state)) of.open++
    of.frames.push(frame)
  }
  return found.filter(({ frames }) => frames.length > 0)
}

/** How many frames of an examination keep it from being signed. */
export const notAccepted = ({ frames, accepted, skipped }: FrameCounts): number => frames - accepted - skipped

/** Whether an examination can be signed. */
export const isReady = (counts: FrameCounts): boolean => counts.accepted > 0 && notAccepted(counts) === 0
