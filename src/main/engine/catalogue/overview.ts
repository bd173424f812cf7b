import type { Overview } from '../../../shared/contract/catalogue.ts'
import { DISAGREEING, type Split } from '../../../shared/contract/frames.ts'
import { isLabel } from '../../../shared/domain/frameState.ts'
import { type FrameColumns, facet, labelIn, modalities, stateIn } from '../store/frames/frameColumns.ts'
import type { Call } from '../study/Call.ts'

/** At most so many patients are offered at a time. */
const OFFERED = 50

const isHidden = (facets: number) => ((facets >> facet.hidden) & 1) === 1

/** Frames, labelled ones and the patients they are of, in all and by split. What is hidden counts for nothing. */
export function countBySplit({ groups, group, facets }: FrameColumns) {
  const of = (): { patients: number; frames: number; labelled: number } => ({
    patients: 0,
    frames: 0,
    labelled: 0,
  })
  const counts: Record<Split, ReturnType<typeof of>> = { train: of(), validation: of(), test: of() }
  const patients = new Map<string, Split>()
  for (let i = 0; i < group.length; i++) {
    if (isHidden(facets[i]!)) continue
    const { patient, split } = groups[group[i]!]!
    patients.set(patient, split)
    counts[split].frames++
    counts[split].labelled += labelIn(facets[i]!)
  }
  for (const split of patients.values()) counts[split].patients++
  const total = (key: 'patients' | 'frames' | 'labelled') =>
    counts.train[key] + counts.validation[key] + counts.test[key]
  return {
    frames: total('frames'),
    labelled: total('labelled'),
    patients: total('patients'),
    splits: counts,
  }
}

/** What there is and what of it is labelled: by modality, by class, by patient's split; and how much is hidden. */
export function overview({ study: { index, classes }, actor }: Call): Overview {
  const seen = index.seenBy(actor.name)
  const { facets, disagreement } = seen
  const byModality = modalities.map((modality) => ({ modality, frames: 0, labelled: 0 }))
  const byClass = classes.map(({ name }) => ({ name, painted: 0, predicted: 0 }))
  let disagreeing = 0
  let hidden = 0
  for (let i = 0; i < facets.length; i++) {
    const bits = facets[i]!
    if (isHidden(bits)) {
      hidden++
      continue
    }
    const modality = byModality[bits & 3]!
    modality.frames++
    modality.labelled += labelIn(bits)
    if (disagreement[i]! >= 1000 * DISAGREEING) disagreeing++
    const isPainted = isLabel(stateIn(bits))
    for (let c = 1; c < byClass.length; c++) {
      if (isPainted) byClass[c]!.painted += (bits >> (facet.painted + c)) & 1
      byClass[c]!.predicted += (bits >> (facet.predicted + c)) & 1
    }
  }
  return { ...countBySplit(seen), byModality, byClass: byClass.slice(1), disagreeing, hidden }
}

/** Patients whose code contains the text, on one side of the split where one is asked for, in the library's order, with their frames that are not hidden. */
export function patients({ study: { index }, actor }: Call, search = '', split?: Split) {
  const { groups, group, facets } = index.seenBy(actor.name)
  const wanted = search.toLowerCase()
  const found = new Map<string, { patient: string; split: Split; frames: number; labelled: number }>()
  for (const one of groups) {
    if (found.size === OFFERED) break
    if (split !== undefined && one.split !== split) continue
    const { patient } = one
    if (patient.toLowerCase().includes(wanted))
      found.set(patient, { patient, split: one.split, frames: 0, labelled: 0 })
  }
  for (let i = 0; i < group.length; i++) {
    const entry = found.get(groups[group[i]!]!.patient)
    if (!entry || isHidden(facets[i]!)) continue
    entry.frames++
    entry.labelled += labelIn(facets[i]!)
  }
  return [...found.values()]
}
