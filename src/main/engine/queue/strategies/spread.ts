import type { Candidate } from '../survey/Candidate.ts'
import type { Strategy } from './Strategy.ts'

/** Patients are gone round: whoever has the fewest labels comes first; of as many, the light that has fewer. */
export const spread: Strategy = {
  name: 'spread',
  sentence: 'patients and lights with the fewest labels first',
  says: 'fewOfPatient',
  delays(candidates, { byPatient, byModality }) {
    const most = Math.max(1, ...byModality.values()) + candidates.length
    const ofPatient = rankIn(byPatient, ({ patient }) => patient)
    const ofLight = rankIn(byModality, ({ modality }) => modality)
    // A light's share only decides between patients with as many labels.
    return candidates.map((frame) => ofPatient(frame) + ofLight(frame) / (most + 1))
  },
}

/** How many of a frame's kind are labelled or come before it in the queue. */
function rankIn(labelled: ReadonlyMap<string, number>, kindOf: (frame: Candidate) => string) {
  const so = new Map(labelled)
  return (frame: Candidate): number => {
    const before = so.get(kindOf(frame)) ?? 0
    so.set(kindOf(frame), before + 1)
    return before
  }
}
