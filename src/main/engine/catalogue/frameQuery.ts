import { type ExpressionBuilder, type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { FrameFilter } from '../../../shared/contract/frames.ts'
import type { Catalogue } from '../store/schema.ts'

type Joined = Pick<Catalogue, 'frame' | 'examination' | 'patient'>
type Tables = 'frame' | 'examination' | 'patient'
type FrameQuery<O> = SelectQueryBuilder<Catalogue, Tables, O>

/** Frames with their examination and patient, narrowed by a filter. Every value travels as a parameter. */
export function framesWith(db: Kysely<Catalogue>, filter: FrameFilter): FrameQuery<object> {
  let query: FrameQuery<object> = db
    .selectFrom('frame')
    .innerJoin('examination', 'examination.id', 'frame.examination_id')
    .innerJoin('patient', 'patient.id', 'examination.patient_id')
  const { labelled, modality, patient, split, search } = filter
  if (modality) query = query.where('frame.modality', '=', modality)
  if (patient) query = query.where('patient.code', '=', patient)
  if (split) query = query.where('patient.split', '=', split)
  if (labelled !== undefined) {
    const painted = sql<boolean>`exists (select 1 from layer where layer.frame_id = frame.id and layer.kind = 'reader')`
    query = query.where(labelled ? painted : sql<boolean>`not ${painted}`)
  }
  if (search) {
    const pattern = `%${search.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
    query = query.where(
      sql<boolean>`(frame.name like ${pattern} escape '\\' or patient.code like ${pattern} escape '\\')`,
    )
  }
  return query
}

/** By patient, examination and place in it: the order of the library and of next/previous. */
export const ordered = <O>(query: FrameQuery<O>) =>
  query.orderBy('patient.code').orderBy('examination.code').orderBy('frame.place').orderBy('frame.id')

const newestAreas = (kind: 'reader' | 'model') => sql<string | null>`(
  select revision.areas from layer join revision on revision.layer_id = layer.id
  where layer.frame_id = frame.id and layer.kind = ${kind} order by revision.id desc limit 1)`

/** Columns of a `FrameSummary`. */
export const summaryOf = (_: ExpressionBuilder<Joined, Tables>) =>
  [
    'frame.id as id',
    'frame.name as name',
    'patient.code as patient',
    'examination.code as examination',
    'frame.modality as modality',
    'patient.split as split',
    'frame.width as width',
    'frame.height as height',
    newestAreas('reader').as('painted'),
    newestAreas('model').as('predicted'),
  ] as const
