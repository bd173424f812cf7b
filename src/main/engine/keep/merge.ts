import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import { ImportService } from '../import/ImportService.ts'
import { LabelService } from '../labels/LabelService.ts'
import { record } from '../store/audit.ts'
import { signedBy } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import { settingOf } from '../store/settings.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { type ForeignStudy, foreignCopy } from '../store/upkeep/foreignCopy.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'
import { copyOriginals } from './merging/copyOriginals.ts'
import { leftBehindIn } from './merging/foreignReviews.ts'
import {
  classesIn,
  type ForeignFrame,
  type ForeignLayer,
  framesIn,
  layerIn,
  layersIn,
  maskIn,
  notesIn,
  regionIn,
  tagsIn,
  vetoesIn,
} from './merging/foreignRows.ts'
import { mergeReviews } from './merging/mergeReviews.ts'

export interface MergeReport {
  readonly added: number
  readonly duplicates: number
  readonly masks: number
  /** Patients whose split differs; the open study's stays. */
  readonly splitsKept: readonly string[]
  /** Masks of one reader that differ: the other study's stands beside under another name. */
  readonly conflicts: number
  /** Remarks and verdicts that came along. */
  readonly comments: number
  readonly verdicts: number
  /** Accounts, assignments and signatures of the other study, which stay there. */
  readonly leftBehind: number
}

type Db = Transaction<Catalogue>

/** Frames of which one row of the trail tells. */
const AT_ONCE = 1000

/**
 * Brings all frames, readers' masks, tags, notes, vetoes, remarks and verdicts of another study into the open one, or nothing
 * of it; accounts, assignments and signatures stay there. A frame that both hold is one; its masks stand side by side where
 * they differ, and nothing comes onto one that is signed. Models stay where they are. The other study is only
 * read, and nothing in it is believed. Fails STUDY_NOT_FOUND, STUDY_DAMAGED, FILE_DAMAGED, WRONG_USAGE, DISK_FULL.
 */
export async function mergeStudy(call: Call, folder: string): Promise<MergeReport> {
  const { study } = call
  mustWrite(study)
  const other = await foreignCopy(folder)
  try {
    const classes = (await classesIn(other)).map((c) => c.name)
    const first = study.classes.slice(0, classes.length).map((c) => c.name)
    if (classes.join() !== first.join()) throw new Failure('otherClasses', { classes })
    const frames = await framesIn(other)
    const copied = await copyOriginals(folder, study.store.folder, await unknown(study, frames))
    try {
      return await study.store.db.transaction().execute((db) => mergeInto(db, call, other, frames))
    } catch (error) {
      await copied.undo()
      throw error
    } finally {
      study.index.drop()
      study.changes.send({ what: 'frames' })
    }
  } catch (error) {
    throw failureOf(error)
  } finally {
    await other.close()
  }
}

async function unknown({ store: { db } }: OpenStudy, frames: readonly ForeignFrame[]) {
  const rows = await db.selectFrom('frame').select('sha256').execute()
  const known = new Set(rows.map(({ sha256 }) => sha256))
  return frames.filter(({ sha256 }) => !known.has(sha256))
}

async function mergeInto(
  db: Db,
  call: Call,
  other: ForeignStudy,
  frames: readonly ForeignFrame[],
): Promise<MergeReport> {
  const { study, actor } = call
  const splitsKept = await differingSplits(db, frames)
  await ImportService.rows.patients(db, study, actor.name, frames)
  let added = 0
  for (let at = 0; at < frames.length; at += AT_ONCE) {
    const rows = frames.slice(at, at + AT_ONCE).map((row) => ({ frame: incoming(row), hash: row.sha256 }))
    for (const { duplicate } of await ImportService.rows.frames(db, actor.name, rows)) if (!duplicate) added++
  }
  const layers = await mergeLayers(db, other, study.classes.length)
  const marks = await mergeMarks(db, other)
  const vetoed = await mergeVetoes(db, other)
  const { comments, verdicts } = await mergeReviews(db, other, await idsByHash(db))
  const leftBehind = await leftBehindIn(other)
  const { saved, ...counts } = layers
  const report = { added, duplicates: frames.length - added, masks: saved.length, ...counts, splitsKept }
  const reviews = { comments, verdicts: verdicts.length, leftBehind }
  const from = (await settingOf(other.db, 'id')) ?? null
  await record(db, {
    actor: actor.name,
    action: 'merge',
    subject: `frames:${frames.length}`,
    detail: { from, ...report, ...marks, comments, saved, vetoed, verdicts },
  })
  return { ...report, ...reviews }
}

const incoming = (row: ForeignFrame) => ({
  name: row.name,
  patient: row.patient,
  split: row.split,
  examination: row.examination,
  place: row.place,
  extension: row.extension,
  width: row.width,
  height: row.height,
  modality: row.modality,
  size: row.bytes,
  modalityConfidence: row.modality_confidence,
  ...(row.likeness === null ? {} : { likeness: row.likeness }),
  facts: {
    ...(row.device === null ? {} : { device: row.device }),
    ...(row.captured_on === null ? {} : { capturedOn: row.captured_on }),
    ...(row.lesion === null ? {} : { lesion: row.lesion }),
    ...(row.dicom === null ? {} : { dicom: row.dicom }),
  },
})

async function differingSplits(db: Db, rows: readonly ForeignFrame[]): Promise<string[]> {
  const known = new Map(
    (await db.selectFrom('patient').select(['code', 'split']).execute()).map((p) => [p.code, p.split]),
  )
  const differing = rows.filter((r) => known.has(r.patient) && known.get(r.patient) !== r.split)
  return [...new Set(differing.map((r) => r.patient))]
}

/** Newest masks of readers and references, layer by layer. */
async function mergeLayers(db: Db, other: ForeignStudy, classes: number) {
  const saved: ReturnType<typeof LabelService.toldOf>[] = []
  let conflicts = 0
  for (const { id } of await layersIn(other)) {
    const layer = await layerIn(other, id)
    const own = layer && (await placeFor(db, layer))
    if (!layer || !own) continue
    if (own.taken) conflicts++
    const where = { frame: own.frame, kind: layer.kind, author: own.author }
    // A mask that is no label there is none here.
    const making = { origin: 'import', declares: layer.label === layer.id } as const
    const stored = await LabelService.store(db, where, maskIn(layer, classes), making)
    saved.push(LabelService.toldOf(stored, own.author))
  }
  return { saved, conflicts }
}

/** On which frame, and under which name, another study's mask comes in; undefined where it is there already. */
async function placeFor(db: Db, { frame: hash, kind, author, sha256 }: ForeignLayer) {
  const frame = await db.selectFrom('frame').select('id').where('sha256', '=', hash).executeTakeFirstOrThrow()
  if ((await signedBy(db, frame.id)) !== undefined) return undefined
  const own = await db
    .selectFrom('layer')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select(['layer.author', 'revision.sha256'])
    .where('layer.frame_id', '=', frame.id)
    .where('layer.kind', '=', kind)
    .execute()
  if (own.some((o) => o.sha256 === sha256)) return undefined
  const taken = own.some((o) => o.author === author)
  return { frame: frame.id, taken, author: taken ? `${author} (merged)` : author }
}

/** What either study rules out of learning is ruled out. */
async function mergeVetoes(db: Db, other: ForeignStudy) {
  const told: Awaited<ReturnType<typeof LabelService.mergeVeto>>[] = []
  for (const veto of await vetoesIn(other)) {
    const { id } = await db
      .selectFrom('frame')
      .select('id')
      .where('sha256', '=', veto.frame)
      .executeTakeFirstOrThrow()
    if ((await signedBy(db, id)) !== undefined) continue
    const { reader, at, width, height } = veto
    const region = regionIn(veto)
    const added = await LabelService.mergeVeto(db, {
      frame: id,
      size: { width, height },
      region,
      reader,
      at,
    })
    if (added) told.push(added)
  }
  return told
}

async function idsByHash(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('frame').select(['id', 'sha256']).execute()
  return new Map(rows.map((f) => [f.sha256, f.id]))
}

async function mergeMarks(db: Db, other: ForeignStudy): Promise<{ notes: number; tags: number }> {
  const idOf = await idsByHash(db)
  const marks = { notes: 0, tags: 0 }
  for (const { frame, ...note } of await notesIn(other)) {
    const frame_id = idOf.get(frame)
    if (frame_id === undefined || (await signedBy(db, frame_id)) !== undefined) continue
    const row = { frame_id, ...note }
    const done = await db
      .insertInto('note')
      .values(row)
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    marks.notes += Number(done.numInsertedOrUpdatedRows ?? 0)
  }
  for (const { frame, name } of await tagsIn(other)) {
    const frame_id = idOf.get(frame)
    if (frame_id === undefined || (await signedBy(db, frame_id)) !== undefined) continue
    await db
      .insertInto('tag')
      .values({ name })
      .onConflict((c) => c.doNothing())
      .execute()
    const tag = await db.selectFrom('tag').select('id').where('name', '=', name).executeTakeFirstOrThrow()
    const done = await db
      .insertInto('frame_tag')
      .values({ tag_id: tag.id, frame_id })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    marks.tags += Number(done.numInsertedOrUpdatedRows ?? 0)
  }
  return marks
}
