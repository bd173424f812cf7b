import type { Candidate, Labelled } from '../survey/Candidate.ts'
import type { Looks } from '../survey/Looks.ts'
import { blend } from './blend.ts'
import type { Strategy } from './Strategy.ts'

/** Above every delay of the blend: frames on which the class is not seen stand behind those on which it is. */
const BEHIND = 1000
/** Labelled frames of the class that stand for all of them, where they are many. */
const STAND_FOR_ALL = 48

/**
 * More of one lesion class: frames on which the model in use sees it, by the blend; behind them, for a model that has lost
 * the class or never knew it, those that look most like labelled frames of it.
 */
export const ofClass = (lesion: number): Strategy => ({
  name: 'class',
  sentence: 'frames on which the model in use sees a class, then those that look like labelled ones of it',
  delays(candidates, labelled, looks) {
    const usual = blend.delays(candidates, labelled, looks)
    const apart = distancesTo(lesion, candidates, labelled, looks)
    return usual.map((delay, i) =>
      sees(candidates[i], lesion) ? delay : BEHIND + (apart === undefined ? delay : (apart[i] ?? 0)),
    )
  },
  reason(frame, { rowsOfClass }) {
    if (sees(frame, lesion)) return { name: 'lesion', class: lesion }
    return (rowsOfClass[lesion]?.length ?? 0) > 0 ? { name: 'likeClass', class: lesion } : undefined
  },
})

const sees = (frame: Candidate | undefined, lesion: number): boolean =>
  (((frame?.predicted ?? 0) >> lesion) & 1) === 1

/** How far each frame is from the nearest labelled one of the class; undefined where none is labelled. */
function distancesTo(
  lesion: number,
  candidates: readonly Candidate[],
  { rowsOfClass }: Labelled,
  looks: Looks,
): number[] | undefined {
  const rows = rowsOfClass[lesion] ?? []
  if (rows.length === 0) return undefined
  const step = Math.ceil(rows.length / STAND_FOR_ALL)
  const stand = rows.filter((_, i) => i % step === 0)
  return candidates.map(({ row }) => Math.min(...stand.map((other) => looks.distance(row, other))))
}
