import type { FrameSummary } from '../../../shared/contract/frames.ts'
import { isLabel, labelSource, stateStored } from '../../../shared/domain/frameState.ts'
import { LabelService } from '../labels/LabelService.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { Call } from '../study/Call.ts'

/** Summaries of some frames, in the order of `ids`; one that is gone is left out. */
export async function summariesOf(
  { study: { store, classes }, actor }: Call,
  ids: readonly number[],
): Promise<FrameSummary[]> {
  const rows = await framesOfPatients(store.db)
    .leftJoin('layer as label', 'label.id', 'frame.label_layer')
    .leftJoin('layer as gold', (join) =>
      join.onRef('gold.frame_id', '=', 'frame.id').on('gold.kind', '=', 'reference'),
    )
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
      'frame.state',
      'label.author as labelAuthor',
      'gold.id as reference',
      'frame.painted_areas',
      'frame.predicted_areas',
    ])
    .where('frame.id', 'in', [...ids])
    .execute()
  const areas = (json: string | null) =>
    json === null ? [] : (JSON.parse(json) as number[]).slice(0, classes.length)
  const byId = new Map(
    rows.map((row): [number, FrameSummary] => {
      const {
        painted_areas,
        predicted_areas,
        hidden,
        disagreement,
        state: stored,
        labelAuthor,
        reference,
        ...facts
      } = row
      const state = stateStored(stored)
      // Nothing of an overlay that must not sway the reader shows here either.
      const isHidden = LabelService.isHeldBack({ split: row.split, state: stored, labelAuthor }, actor.name)
      const summary = {
        ...facts,
        hidden: hidden === 1,
        state,
        labelled: labelSource(row.split, state, reference !== null) !== undefined,
        disagreement: disagreement === null || isHidden || !isLabel(state) ? null : disagreement / 1000,
        painted: areas(painted_areas),
        predicted: isHidden ? [] : areas(predicted_areas),
      }
      return [row.id, summary]
    }),
  )
  return ids.flatMap((id) => byId.get(id) ?? [])
}
