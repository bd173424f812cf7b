import type { FrameSummary } from '../../../shared/contract/frames.ts'
import type { Session } from '../Session.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'

/** Summaries of some frames, in the order of `ids`; one that is gone is left out. */
export async function summariesOf(
  { store: { db }, classes }: Session,
  ids: readonly number[],
): Promise<FrameSummary[]> {
  const rows = await framesOfPatients(db)
    .select([
      'frame.id',
      'frame.name',
      'patient.code as patient',
      'examination.code as examination',
      'frame.modality',
      'frame.modality_confidence as modalityConfidence',
      'patient.split',
      'frame.captured_on as capturedOn',
      'frame.width',
      'frame.height',
      'frame.hidden',
      'frame.lesion',
      'frame.disagreement',
      'frame.painted_areas',
      'frame.predicted_areas',
    ])
    .where('frame.id', 'in', [...ids])
    .execute()
  const areas = (json: string | null) =>
    json === null ? [] : (JSON.parse(json) as number[]).slice(0, classes.length)
  const byId = new Map(
    rows.map(({ painted_areas, predicted_areas, hidden, disagreement, ...row }): [number, FrameSummary] => [
      row.id,
      {
        ...row,
        hidden: hidden === 1,
        disagreement: disagreement === null ? null : disagreement / 1000,
        labelled: painted_areas !== null,
        painted: areas(painted_areas),
        predicted: areas(predicted_areas),
      },
    ]),
  )
  return ids.flatMap((id) => byId.get(id) ?? [])
}
