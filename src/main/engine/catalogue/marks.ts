import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Modality } from '../../../shared/contract/frames.ts'
import type { Action } from '../../../shared/domain/acts.ts'
import { record } from '../store/audit.ts'
import { mustNotBeSigned, noneMayBeSigned } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'
import { type Assignment, examinationFor } from './examinationFor.ts'

/** How to take a bulk action back: what to set again, on which frames. */
type Before =
  | { readonly kind: 'hidden'; readonly off: number[]; readonly on: number[] }
  | { readonly kind: 'modality'; readonly rows: readonly (readonly [number, Modality, number])[] }
  | { readonly kind: 'tag-added' | 'tag-removed'; readonly tag: number; readonly frames: number[] }
  | { readonly kind: 'examination'; readonly rows: readonly (readonly [number, number, number])[] }
  | { readonly kind: 'lesion'; readonly rows: readonly (readonly [number, string | null])[] }

/** The way back, and what the trail tells besides. */
interface Acted {
  readonly before: Before
  readonly told: Readonly<Record<string, unknown>>
}

/** SQLite takes 32,766 values a statement. */
const AT_ONCE = 10_000

function* stretches(ids: readonly number[]): Generator<number[]> {
  for (let i = 0; i < ids.length; i += AT_ONCE) yield ids.slice(i, i + AT_ONCE)
}

/** Puts a tag on frames; those that have it keep it. Returns the action, for `undoBulk`. */
export const addTag = (call: Call, ids: readonly number[], name: string) =>
  act(call, ids, `tag ${name}`, async (db) => {
    await db
      .insertInto('tag')
      .values({ name })
      .onConflict((c) => c.doNothing())
      .execute()
    const { id } = await db.selectFrom('tag').select('id').where('name', '=', name).executeTakeFirstOrThrow()
    return { kind: 'tag-added', tag: id, frames: await tagFrames(db, id, ids) }
  })

export const removeTag = (call: Call, ids: readonly number[], name: string) =>
  act(call, ids, `untag ${name}`, async (db) => {
    const tag = await db.selectFrom('tag').select('id').where('name', '=', name).executeTakeFirst()
    if (!tag) return { kind: 'tag-removed', tag: 0, frames: [] }
    return { kind: 'tag-removed', tag: tag.id, frames: await untagFrames(db, tag.id, ids) }
  })

/** Hides frames from the library and from training, or shows them again. Nothing is deleted. */
export const hide = (call: Call, ids: readonly number[], hidden: boolean) =>
  act(call, ids, hidden ? 'hide' : 'show', async (db) => {
    const was = await valuesOf(db, ids, 'hidden')
    await setHidden(db, ids, hidden)
    const of = (value: 0 | 1) => was.flatMap((row) => (row.hidden === value ? [row.id] : []))
    return { kind: 'hidden', off: of(0), on: of(1) }
  })

/** Corrects the modality by hand, which is certain from then on. */
export const setModality = (call: Call, ids: readonly number[], modality: Modality) =>
  act(call, ids, `modality ${modality}`, async (db) => {
    const rows = await valuesOf(db, ids, 'modality', 'modality_confidence')
    for (const part of stretches(ids))
      await db
        .updateTable('frame')
        .set({ modality, modality_confidence: 1 })
        .where('id', 'in', part)
        .execute()
    return { kind: 'modality', rows: rows.map((r) => [r.id, r.modality, r.modality_confidence] as const) }
  })

/** Says that frames show one lesion, as NBI and WLI of it; or parts them. */
export const link = (call: Call, ids: readonly number[], linked: boolean) =>
  act(call, ids, linked ? 'link' : 'unlink', async (db) => {
    const rows = await valuesOf(db, ids, 'lesion')
    const lesion = linked ? randomUUID() : null
    for (const part of stretches(ids))
      await db.updateTable('frame').set({ lesion }).where('id', 'in', part).execute()
    return { kind: 'lesion', rows: rows.map((r) => [r.id, r.lesion] as const) }
  })

/**
 * Says by hand whose frames these are. A new patient gets the split that the frames have now; between patients of
 * different splits frames move only as long as no model has learned from them. Fails SPLIT_VIOLATED.
 */
export async function assign(call: Call, ids: readonly number[], to: Assignment) {
  const done = await act(call, ids, `assign ${to.patient}`, async (db) => {
    const rows = await valuesOf(db, ids, 'examination_id', 'place')
    const { id: examination, made } = await examinationFor(db, rows, to)
    const last = await db
      .selectFrom('frame')
      .select((eb) => eb.fn.max('place').as('place'))
      .where('examination_id', '=', examination)
      .executeTakeFirst()
    let place = (last?.place ?? -1) + 1
    for (const id of ids)
      await db
        .updateTable('frame')
        .set({ examination_id: examination, place: place++ })
        .where('id', '=', id)
        .execute()
    const before = rows.map((r) => [r.id, r.examination_id, r.place] as const)
    return { before: { kind: 'examination', rows: before }, told: { patients: made } }
  })
  call.study.index.drop()
  return done
}

/** Keeps a note with a frame; an empty one is removed. Fails FRAME_NOT_FOUND, FRAME_LOCKED. */
export async function writeNote({ study, actor }: Call, frame: number, text: string): Promise<void> {
  mustWrite(study)
  if (!study.index.holds(frame)) throw new Failure('frameGone')
  const { db } = study.store
  const at = new Date().toISOString()
  await db.transaction().execute(async (transaction) => {
    await mustNotBeSigned(transaction, frame)
    if (text.trim() === '') await transaction.deleteFrom('note').where('frame_id', '=', frame).execute()
    else
      await transaction
        .insertInto('note')
        .values({ frame_id: frame, text, reader: actor.name, at })
        .onConflict((c) => c.column('frame_id').doUpdateSet({ text, reader: actor.name, at }))
        .execute()
    await record(transaction, {
      actor: actor.name,
      action: 'note',
      subject: `frame:${frame}`,
      detail: { characters: text.length },
    })
  })
  told(study, [frame])
}

/** Takes a bulk action back; doing it twice changes nothing more. */
export async function undoBulk({ study, actor }: Call, action: number): Promise<void> {
  mustWrite(study)
  const isTakenBack = await study.store.db.transaction().execute(async (transaction) => {
    const actions = transaction.selectFrom('bulk_action').selectAll()
    const row = await actions.where('id', '=', action).executeTakeFirst()
    if (!row) throw new Failure('actionForgotten')
    if (row.undone === 1) return false
    const before = JSON.parse(row.before) as Before
    await noneMayBeSigned(transaction, framesIn(before))
    await restore(transaction, before)
    await transaction.updateTable('bulk_action').set({ undone: 1 }).where('id', '=', action).execute()
    await record(transaction, {
      actor: actor.name,
      action: 'undo',
      subject: `action:${action}`,
      detail: { action: row.action, ...ofFrames(framesIn(before)) },
    })
    return true
  })
  if (!isTakenBack) return
  study.index.drop()
  study.changes.send({ what: 'frames' })
}

/** Frames that a row of the trail names one by one: the trail of one of them finds it by these. */
const NAMED = 2000
const ofFrames = (ids: readonly number[]) => (ids.length > NAMED ? {} : { of: ids })

function framesIn(before: Before): number[] {
  switch (before.kind) {
    case 'hidden':
      return [...before.off, ...before.on]
    case 'tag-added':
    case 'tag-removed':
      return before.frames
    case 'modality':
    case 'lesion':
    case 'examination':
      return before.rows.map(([id]) => id)
  }
}

async function restore(db: Transaction<Catalogue>, before: Before): Promise<void> {
  switch (before.kind) {
    case 'hidden':
      await setHidden(db, before.off, false)
      return setHidden(db, before.on, true)
    case 'modality':
      for (const [id, modality, modality_confidence] of before.rows)
        await db.updateTable('frame').set({ modality, modality_confidence }).where('id', '=', id).execute()
      return
    case 'lesion':
      for (const [id, lesion] of before.rows)
        await db.updateTable('frame').set({ lesion }).where('id', '=', id).execute()
      return
    case 'examination':
      for (const [id, examination_id, place] of before.rows)
        await db.updateTable('frame').set({ examination_id, place }).where('id', '=', id).execute()
      return
    case 'tag-added':
      await untagFrames(db, before.tag, before.frames)
      return
    case 'tag-removed':
      await tagFrames(db, before.tag, before.frames)
  }
}

/** One bulk action: change, way back and audit row in one transaction. Fails FRAME_LOCKED where any of the frames is signed. */
async function act(
  { study, actor }: Call,
  ids: readonly number[],
  action: Action,
  change: (db: Transaction<Catalogue>) => Promise<Before | Acted>,
): Promise<{ action: number; frames: number }> {
  mustWrite(study)
  try {
    const id = await study.store.db.transaction().execute(async (transaction) => {
      await noneMayBeSigned(transaction, ids)
      const done = await change(transaction)
      const { before: way, told = {} } = 'before' in done ? done : { before: done }
      const before = JSON.stringify(way)
      await record(transaction, {
        actor: actor.name,
        action,
        subject: `frames:${ids.length}`,
        detail: { first: ids[0], last: ids.at(-1), ...ofFrames(ids), ...told },
      })
      const kept = { at: new Date().toISOString(), reader: actor.name, action, before }
      const row = await transaction
        .insertInto('bulk_action')
        .values(kept)
        .returning('id')
        .executeTakeFirstOrThrow()
      return row.id
    })
    told(study, ids)
    return { action: id, frames: ids.length }
  } catch (error) {
    throw failureOf(error)
  }
}

function told({ index, changes }: OpenStudy, ids: readonly number[]): void {
  if (ids.length > AT_ONCE) {
    index.drop()
    changes.send({ what: 'frames' })
  } else {
    index.refresh(ids)
    changes.send({ what: 'frames', frames: ids })
  }
}

type Column = 'hidden' | 'modality' | 'modality_confidence' | 'lesion' | 'examination_id' | 'place'

async function valuesOf<C extends Column>(
  db: Transaction<Catalogue>,
  ids: readonly number[],
  ...columns: C[]
) {
  const rows = []
  for (const part of stretches(ids))
    rows.push(
      ...(await db
        .selectFrom('frame')
        .select(['id', ...columns])
        .where('id', 'in', part)
        .execute()),
    )
  return rows
}

async function setHidden(db: Transaction<Catalogue>, ids: readonly number[], hidden: boolean): Promise<void> {
  for (const part of stretches(ids))
    await db
      .updateTable('frame')
      .set({ hidden: hidden ? 1 : 0 })
      .where('id', 'in', part)
      .execute()
}

/** Returns the frames that did not have the tag. */
async function tagFrames(db: Transaction<Catalogue>, tag: number, ids: readonly number[]): Promise<number[]> {
  const added: number[] = []
  for (const part of stretches(ids)) {
    const rows = part.map((frame_id) => ({ tag_id: tag, frame_id }))
    const fresh = await db
      .insertInto('frame_tag')
      .values(rows)
      .onConflict((c) => c.doNothing())
      .returning('frame_id')
      .execute()
    added.push(...fresh.map((r) => r.frame_id))
  }
  return added
}

/** Returns the frames that had the tag. */
async function untagFrames(
  db: Transaction<Catalogue>,
  tag: number,
  ids: readonly number[],
): Promise<number[]> {
  const removed: number[] = []
  for (const part of stretches(ids)) {
    const gone = await db
      .deleteFrom('frame_tag')
      .where('tag_id', '=', tag)
      .where('frame_id', 'in', part)
      .returning('frame_id')
      .execute()
    removed.push(...gone.map((r) => r.frame_id))
  }
  return removed
}
