import type { Kysely } from 'kysely'
import type { FrameSummary } from '../../../shared/contract/frames.ts'
import { isLabel, labelSource, stateStored } from '../../../shared/domain/frameState.ts'
import { LabelService } from '../labels/LabelService.ts'
import { ownState } from '../store/frames/ownView.ts'
import { stageSeenBy } from '../store/frames/passesReview.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'

/** Summaries of some frames, in the order of `ids`; one that is gone is left out. */
export async function summariesOf(
  { study: { store, classes, index }, actor }: Call,
  ids: readonly number[],
): Promise<FrameSummary[]> {
  const rows = await framesOfPatients(store.db)
    .leftJoin('layer as label', 'label.id', 'frame.label_layer')
    .leftJoin('layer as gold', (join) =>
      join.onRef('gold.frame_id', '=', 'frame.id').on('gold.kind', '=', 'reference'),
    )
    .leftJoin('layer as own', (join) =>
      join
        .onRef('own.frame_id', '=', 'frame.id')
        .on('own.kind', '=', 'reader')
        .on('own.author', '=', actor.name),
    )
    .leftJoin('reading', (join) =>
      join.onRef('reading.frame_id', '=', 'frame.id').on('reading.reader', '=', actor.name),
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
      'own.id as ownLayer',
      'reading.stage as ownReading',
      'frame.painted_areas',
      'frame.predicted_areas',
    ])
    .where('frame.id', 'in', [...ids])
    .execute()
  const areas = (json: string | null) =>
    json === null ? [] : (JSON.parse(json) as number[]).slice(0, classes.length)
  const blind = rows.flatMap(({ id, ownLayer }) => (ownLayer !== null && index.isBlind(id) ? [ownLayer] : []))
  const painted = await areasOf(store.db, blind)
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
        ownLayer,
        ownReading,
        ...facts
      } = row
      const isBlind = index.isBlind(row.id)
      const ownAreas = isBlind ? areas(painted.get(ownLayer ?? 0) ?? null) : []
      const state = isBlind ? ownState(ownReading ?? undefined, ownAreas) : stateStored(stored)
      const placed = index.placed(row.id)
      // Nothing of an overlay that must not sway the reader shows here either.
      const isHidden = LabelService.isHeldBack(
        { split: row.split, state: stored, labelAuthor, ownReading },
        actor.name,
      )
      const summary = {
        ...facts,
        hidden: hidden === 1,
        state,
        stage: placed ? stageSeenBy(index.reviews.factsOf(placed), actor.name) : ('unlabelled' as const),
        signedBy: (placed && index.reviews.signerOf(placed.examination)) ?? null,
        isBlind,
        labelled: labelSource(row.split, state, reference !== null) !== undefined,
        disagreement:
          disagreement === null || isHidden || isBlind || !isLabel(state) ? null : disagreement / 1000,
        painted: isBlind ? ownAreas : areas(painted_areas),
        predicted: isHidden ? [] : areas(predicted_areas),
      }
      return [row.id, summary]
    }),
  )
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Pixels of each class in the newest masks of layers, as JSON. */
async function areasOf(db: Kysely<Catalogue>, layers: readonly number[]): Promise<Map<number, string>> {
  if (layers.length === 0) return new Map()
  const rows = await db
    .selectFrom('revision')
    .select(['layer_id', 'areas'])
    .where('layer_id', 'in', [...layers])
    .orderBy('number')
    .execute()
  return new Map(rows.map(({ layer_id, areas }) => [layer_id, areas]))
}
