import { basename } from 'node:path'
import { sql } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { FrameFilter, FrameSummary, Split } from '../../../shared/contract/frames.ts'
import type { StudyInfo } from '../../../shared/contract/study.ts'
import { classesNamed, type LabelClass } from '../../../shared/domain/labelClass.ts'
import type { Session } from '../Session.ts'
import { readOriginal } from '../store/frameFiles.ts'
import { createStore, openStore, type Store } from '../store/openStore.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { framesWith, ordered, summaryOf } from './frameQuery.ts'
import { thumbnailOf } from './thumbnails.ts'

/** The study's patients and frames: what there is, in which order, and how it looks. */
export const CatalogueService = {
  createStudy,
  openStudy,
  info,
  page,
  frame,
  patients,
  image,
}

/** Makes an empty study whose masks have these classes; the first is what is not painted. */
async function createStudy(folder: string, classNames: readonly string[]): Promise<Store> {
  const store = await createStore(folder)
  const values = [
    { key: 'name', value: basename(folder) },
    { key: 'classes', value: JSON.stringify(classesNamed(classNames)) },
    { key: 'created', value: new Date().toISOString() },
  ]
  await store.db.insertInto('setting').values(values).execute()
  return store
}

/** Opens a study and reads what every service needs of it. */
async function openStudy(folder: string): Promise<{ store: Store; name: string; classes: LabelClass[] }> {
  const store = await openStore(folder)
  try {
    const settings = new Map(
      (await store.db.selectFrom('setting').selectAll().execute()).map((s) => [s.key, s.value]),
    )
    const classes = JSON.parse(settings.get('classes') ?? '[]') as LabelClass[]
    return { store, name: settings.get('name') ?? basename(folder), classes }
  } catch (error) {
    await store.close()
    throw failureOf(error)
  }
}

async function info({ store, name, classes }: Session): Promise<StudyInfo> {
  const rows = await store.db
    .selectFrom('patient')
    .leftJoin('examination', 'examination.patient_id', 'patient.id')
    .leftJoin('frame', 'frame.examination_id', 'examination.id')
    .leftJoin('layer', (join) =>
      join.onRef('layer.frame_id', '=', 'frame.id').on('layer.kind', '=', 'reader'),
    )
    .select((eb) => [
      'patient.split',
      eb.fn.count('patient.id').distinct().as('patients'),
      eb.fn.count('frame.id').distinct().as('frames'),
      eb.fn.count('layer.frame_id').distinct().as('labelled'),
    ])
    .groupBy('patient.split')
    .execute()
  const of = (split: Split) => {
    const row = rows.find((r) => r.split === split)
    return {
      patients: Number(row?.patients ?? 0),
      frames: Number(row?.frames ?? 0),
      labelled: Number(row?.labelled ?? 0),
    }
  }
  const splits = { train: of('train'), validation: of('validation'), test: of('test') }
  const total = (key: 'patients' | 'frames' | 'labelled') =>
    splits.train[key] + splits.validation[key] + splits.test[key]
  const { models } = await store.db
    .selectFrom('model')
    .select((eb) => eb.fn.countAll().as('models'))
    .executeTakeFirstOrThrow()
  return {
    folder: store.folder,
    name,
    readOnly: store.readOnly,
    classes: [...classes],
    frames: total('frames'),
    labelled: total('labelled'),
    patients: total('patients'),
    models: Number(models),
    splits,
  }
}

async function page({ store, classes }: Session, filter: FrameFilter, offset: number, limit: number) {
  const { total } = await framesWith(store.db, filter)
    .select((eb) => eb.fn.countAll().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await ordered(framesWith(store.db, filter))
    .select(summaryOf)
    .offset(offset)
    .limit(limit)
    .execute()
  return { total: Number(total), frames: rows.map((row) => toSummary(row, classes.length)) }
}

async function frame({ store, classes }: Session, id: number, filter: FrameFilter) {
  const row = await framesWith(store.db, {}).select(summaryOf).where('frame.id', '=', id).executeTakeFirst()
  if (!row)
    throw new Failure('FRAME_NOT_FOUND', 'This frame is no longer in the study; go back to the library.')
  const ids = (await ordered(framesWith(store.db, filter)).select('frame.id').execute()).map((r) => r.id)
  const position = ids.indexOf(id)
  return {
    frame: toSummary(row, classes.length),
    position,
    total: ids.length,
    previous: ids[position - 1] ?? null,
    next: (position >= 0 ? ids[position + 1] : ids[0]) ?? null,
  }
}

async function patients({ store }: Session) {
  const rows = await framesWith(store.db, {})
    .select((eb) => [
      'patient.code as patient',
      eb.fn.countAll().as('frames'),
      sql<number>`sum(exists (select 1 from layer where layer.frame_id = frame.id and layer.kind = 'reader'))`.as(
        'labelled',
      ),
    ])
    .groupBy('patient.code')
    .orderBy('patient.code')
    .execute()
  return rows.map((r) => ({ patient: r.patient, frames: Number(r.frames), labelled: Number(r.labelled) }))
}

async function image({ store }: Session, id: number, size: 'full' | 'thumbnail'): Promise<Blob> {
  const row = await store.db
    .selectFrom('frame')
    .select(['sha256', 'extension'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row)
    throw new Failure('FRAME_NOT_FOUND', 'This frame is no longer in the study; go back to the library.')
  if (size === 'thumbnail') return new Blob([await thumbnailOf(store.folder, row)], { type: 'image/webp' })
  const bytes = await readOriginal(store.folder, row.sha256, row.extension)
  return new Blob([new Uint8Array(bytes)], { type: mimeOf(row.extension) })
}

const mimeOf = (extension: string) => (extension === 'jpg' ? 'image/jpeg' : `image/${extension}`)

type Row = Omit<FrameSummary, 'labelled' | 'painted' | 'predicted'> & {
  painted: string | null
  predicted: string | null
}

function toSummary({ painted, predicted, ...row }: Row, classes: number): FrameSummary {
  const areas = (json: string | null) =>
    json === null ? [] : (JSON.parse(json) as number[]).slice(0, classes)
  return { ...row, labelled: painted !== null, painted: areas(painted), predicted: areas(predicted) }
}
