import type { Transaction } from 'kysely'
import { encodeMask } from '../../../shared/domain/rle.ts'
import { sha256 } from '../../files/durableFile.ts'
import { LabelService } from '../labels/LabelService.ts'
import { record } from '../store/audit.ts'
import { examinationNamed } from '../store/examinationNamed.ts'
import { storeOriginals } from '../store/frameFiles.ts'
import { signedBy } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import type { Incoming, Place } from './found/Incoming.ts'
import { dealtAmong, type Incomer } from './splits.ts'

type Db = Transaction<Catalogue>

/** Makes the patients that are new, each with its split for good. */
export function addPatients({ study, actor }: Call, frames: readonly Incomer[]): Promise<void> {
  return study.store.db.transaction().execute((db) => addPatientRows(db, study, actor.name, frames))
}

/** The same in a transaction of the caller. */
export async function addPatientRows(
  db: Db,
  study: OpenStudy,
  actor: string,
  frames: readonly Incomer[],
): Promise<void> {
  const dealt = await dealtAmong(study, frames, db)
  const created_at = new Date().toISOString()
  const fresh = dealt.filter(({ isNew }) => isNew)
  const rows = fresh.map(({ name, split }) => ({ code: name, split, created_at }))
  if (rows.length === 0) return
  for (let i = 0; i < rows.length; i += 500) {
    await db
      .insertInto('patient')
      .values(rows.slice(i, i + 500))
      .execute()
  }
  await record(db, {
    actor,
    action: 'add-patients',
    subject: `patients:${rows.length}`,
    detail: { patients: rows.map(({ code, split }) => ({ code, split })) },
  })
}

/** What became of one incoming frame. */
export interface Outcome {
  readonly id: number
  readonly duplicate: boolean
  readonly mask: boolean
  /** What the trail tells of that mask. */
  readonly saved?: ReturnType<typeof LabelService.toldOf>
  /** Files of a mask that was not taken because there is another one. */
  readonly leftOut?: readonly string[]
}

/**
 * Adds frames: their files first, durable under their content's name, then all rows in one transaction. A crash in
 * between leaves files that the next import of the same frames adopts. One transaction for many frames: its sync
 * to the disk costs more than a hundred rows.
 */
export async function addFrames({ study, actor }: Call, frames: readonly Incoming[]): Promise<Outcome[]> {
  const { store } = study
  const reader = actor.name
  const hashed = frames.map((frame) => ({ frame, hash: frame.sha256 ?? sha256(frame.bytes) }))
  await storeOriginals(
    store.folder,
    hashed.map(({ frame: { bytes, extension }, hash }) => ({ bytes, hash, extension })),
  )
  const rows = hashed.map(({ frame, hash }) => ({ frame: { ...frame, size: frame.bytes.length }, hash }))
  return store.db.transaction().execute((transaction) => addRows(transaction, reader, rows))
}

/** What the rows of a frame are made of; its file is there. */
export type IncomingRow = Omit<Incoming, 'bytes' | 'path' | 'sha256'> & {
  /** Of the file, bytes. */
  readonly size: number
}

/** The rows of frames whose files are there already, with what the trail tells of them, in a transaction of the caller. */
export async function addRows(
  transaction: Db,
  reader: string,
  hashed: readonly { readonly frame: IncomingRow; readonly hash: string }[],
): Promise<Outcome[]> {
  const examinations = new Map<string, number>()
  const outcomes: Outcome[] = []
  const added: (readonly [id: number, hash: string])[] = []
  for (const { frame, hash } of hashed) {
    const outcome = await addOne(transaction, { frame, hash, reader, examinations })
    outcomes.push(outcome)
    if (!outcome.duplicate) added.push([outcome.id, hash])
  }
  const saved = outcomes.flatMap((o) => o.saved ?? [])
  if (added.length + saved.length > 0) {
    await record(transaction, {
      actor: reader,
      action: 'import',
      subject: `frames:${added.length}`,
      detail: { frames: added, saved },
    })
  }
  return outcomes
}

async function addOne(
  db: Db,
  {
    frame,
    hash,
    reader,
    examinations,
  }: { frame: IncomingRow; hash: string; reader: string; examinations: Map<string, number> },
): Promise<Outcome> {
  const known = await db.selectFrom('frame').select('id').where('sha256', '=', hash).executeTakeFirst()
  const id = known?.id ?? (await insertFrame(db, frame, hash, examinations))
  const duplicate = known !== undefined
  if (!frame.mask) return { id, duplicate, mask: false }
  if (known && ((await hasMask(db, id)) || (await signedBy(db, id)) !== undefined)) {
    const { files = [], data } = frame.mask
    const isThere = files.length === 0 || (await hasMask(db, id, sha256(encodeMask(data))))
    return { id, duplicate, mask: false, ...(isThere ? {} : { leftOut: files }) }
  }
  const { kind, data } = frame.mask
  const author = kind === 'reader' ? reader : 'reference'
  const stored = await LabelService.store(db, { frame: id, kind, author }, data, { origin: 'import' })
  return { id, duplicate, mask: true, saved: LabelService.toldOf(stored, author) }
}

async function insertFrame(db: Db, frame: IncomingRow, hash: string, examinations: Map<string, number>) {
  const { name, modality, width, height, place, extension, facts, likeness, modalityConfidence = 1 } = frame
  const row = {
    examination_id: await examinationOf(db, frame, examinations),
    sha256: hash,
    extension,
    name,
    modality,
    modality_confidence: modalityConfidence,
    width,
    height,
    bytes: frame.size,
    place,
    added_at: new Date().toISOString(),
    likeness: likeness ?? null,
    captured_on: facts?.capturedOn ?? null,
    lesion: facts?.lesion ?? null,
    device_id: facts?.device === undefined ? null : await deviceNamed(db, facts.device),
  }
  const { id } = await db.insertInto('frame').values(row).returning('id').executeTakeFirstOrThrow()
  if (facts?.dicom !== undefined)
    await db.insertInto('dicom_source').values({ frame_id: id, attributes: facts.dicom }).execute()
  return id
}

async function examinationOf(db: Db, { patient, examination }: Place, known: Map<string, number>) {
  const key = JSON.stringify([patient, examination])
  const before = known.get(key)
  if (before !== undefined) return before
  const owner = await db
    .selectFrom('patient')
    .select('id')
    .where('code', '=', patient)
    .executeTakeFirstOrThrow()
  const id = await examinationNamed(db, owner.id, examination)
  known.set(key, id)
  return id
}

async function deviceNamed(db: Db, name: string): Promise<number> {
  await db
    .insertInto('device')
    .values({ name })
    .onConflict((c) => c.doNothing())
    .execute()
  const { id } = await db.selectFrom('device').select('id').where('name', '=', name).executeTakeFirstOrThrow()
  return id
}

/** Whether a reader's label or the reference stands on a frame: any at all, or one that once was just this mask. */
async function hasMask(db: Db, frame: number, hash?: string): Promise<boolean> {
  const layers = db
    .selectFrom('layer')
    .select('layer.id')
    .where('layer.frame_id', '=', frame)
    .where('layer.kind', '!=', 'model')
  const row = await (hash === undefined
    ? layers
    : layers.innerJoin('revision', 'revision.layer_id', 'layer.id').where('revision.sha256', '=', hash)
  ).executeTakeFirst()
  return row !== undefined
}
