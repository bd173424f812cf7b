import { isOpen } from '../../../../shared/domain/frameState.ts'
import { MOST_CLASSES } from '../../../../shared/domain/labelClass.ts'
import { type FrameColumns, facet, labelIn, modalities, stateIn } from '../../store/frames/frameColumns.ts'
import type { Candidate, Labelled } from './Candidate.ts'
import type { Known } from './Known.ts'
import { minutesFor, type WorkTime } from './workTime.ts'

export interface Survey {
  readonly candidates: readonly Candidate[]
  readonly labelled: Labelled
}

/**
 * What waits for a label, and what has one; in the library's order. The one place that says who may be asked for: training
 * patients alone, and no frame that is hidden, skipped or labelled.
 */
export function survey(
  { groups, group, id, facets }: FrameColumns,
  { signals }: Known,
  time: WorkTime,
): Survey {
  const candidates: Candidate[] = []
  const byPatient = new Map<string, number>()
  const byModality = new Map<string, number>()
  const rowsOfClass = Array.from({ length: MOST_CLASSES }, (): number[] => [])
  const rows: number[] = []
  const count = (of: Map<string, number>, key: string) => of.set(key, (of.get(key) ?? 0) + 1)
  for (const [row, bits] of facets.entries()) {
    const { patient, split } = groups[group[row] ?? 0] ?? { patient: '', split: 'test' }
    if (split !== 'train' || ((bits >> facet.hidden) & 1) === 1) continue
    const modality = modalities[(bits >> facet.modality) & 3] ?? 'other'
    const state = stateIn(bits)
    if (labelIn(bits)) {
      count(byPatient, patient)
      count(byModality, modality)
      for (let c = 1; c < MOST_CLASSES; c++) if ((bits >> (facet.painted + c)) & 1) rowsOfClass[c]?.push(row)
      rows.push(row)
    } else if (isOpen(state)) {
      const predicted = (bits >> facet.predicted) & 0xff
      candidates.push({
        id: id[row] ?? 0,
        row,
        patient,
        modality,
        predicted,
        begun: state === 'inProgress',
        // An overlay that the library does not tell of is of another model.
        signals: predicted === 0 ? undefined : signals[row],
        minutes: minutesFor(time, predicted),
      })
    }
  }
  const byClass = rowsOfClass.map(({ length }) => length)
  return { candidates, labelled: { byPatient, byModality, byClass, rowsOfClass, rows } }
}
