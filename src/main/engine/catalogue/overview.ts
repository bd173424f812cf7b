import type { Overview } from '../../../shared/contract/catalogue.ts'
import type { Split } from '../../../shared/contract/frames.ts'
import type { Session } from '../Session.ts'
import { type FrameColumns, facet, labelIn, modalities, splits } from '../store/frameColumns.ts'

/** At most so many patients are offered at a time. */
const OFFERED = 50

/** Frames, labelled ones and patients, in all and by split; hidden frames included. */
export function countBySplit({ groups, group, facets }: FrameColumns) {
  const of = (): { patients: number; frames: number; labelled: number } => ({
    patients: 0,
    frames: 0,
    labelled: 0,
  })
  const counts: Record<Split, ReturnType<typeof of>> = { train: of(), validation: of(), test: of() }
  const patients = new Map(groups.map(({ patient, split }) => [patient, split]))
  for (const split of patients.values()) counts[split].patients++
  for (let i = 0; i < group.length; i++) {
    const count = counts[splits[(facets[i]! >> facet.split) & 3]!]
    count.frames++
    count.labelled += labelIn(facets[i]!)
  }
  const total = (key: 'patients' | 'frames' | 'labelled') =>
    counts.train[key] + counts.validation[key] + counts.test[key]
  return {
    frames: total('frames'),
    labelled: total('labelled'),
    patients: total('patients'),
    splits: counts,
  }
}

/** What there is and what of it is labelled: by modality, by class, by patient's split. */
export function overview({ index, classes }: Session): Overview {
  const { facets, disagreement } = index.all
  const byModality = modalities.map((modality) => ({ modality, frames: 0, labelled: 0 }))
  const byClass = classes.map(({ name }) => ({ name, painted: 0, predicted: 0 }))
  let disagreeing = 0
  let hidden = 0
  for (let i = 0; i < facets.length; i++) {
    const bits = facets[i]!
    const modality = byModality[bits & 3]!
    modality.frames++
    modality.labelled += labelIn(bits)
    hidden += (bits >> facet.hidden) & 1
    if (disagreement[i]! >= 500) disagreeing++
    for (let c = 1; c < byClass.length; c++) {
      byClass[c]!.painted += labelIn(bits) & (bits >> (facet.painted + c))
      byClass[c]!.predicted += (bits >> (facet.predicted + c)) & 1
    }
  }
  return { ...countBySplit(index.all), byModality, byClass: byClass.slice(1), disagreeing, hidden }
}

/** Patients whose code contains the text, in the library's order, with their frames. */
export function patients({ index }: Session, search = '') {
  const { groups, group, facets } = index.all
  const wanted = search.toLowerCase()
  const found = new Map<string, { patient: string; frames: number; labelled: number }>()
  for (const { patient } of groups) {
    if (found.size === OFFERED) break
    if (patient.toLowerCase().includes(wanted)) found.set(patient, { patient, frames: 0, labelled: 0 })
  }
  for (let i = 0; i < group.length; i++) {
    const entry = found.get(groups[group[i]!]!.patient)
    if (!entry) continue
    entry.frames++
    entry.labelled += labelIn(facets[i]!)
  }
  return [...found.values()]
}
