import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { CatalogueService } from '../catalogue/CatalogueService.ts'
import type { Incoming } from '../import/found/Incoming.ts'
import { ImportService } from '../import/ImportService.ts'
import { LabelService } from '../labels/LabelService.ts'
import { readOriginal } from '../store/frameFiles.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { Store } from '../store/openStore.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'

export interface MergeReport {
  readonly added: number
  readonly duplicates: number
  readonly masks: number
  /** Patients whose split differs; the open study's stays. */
  readonly splitsKept: readonly string[]
  /** Masks of one reader that differ: the other study's stands beside under another name. */
  readonly conflicts: number
}

/**
 * Brings all frames, readers' masks, tags and notes of another study into the open one. A frame that both hold is
 * one; its masks stand side by side where they differ. Models stay where they are. The other study is only read.
 */
export async function mergeStudy(call: Call, folder: string): Promise<MergeReport> {
  const { study } = call
  mustWrite(study)
  const other = await CatalogueService.openStudy(folder)
  try {
    const names = (classes: OpenStudy['classes']) => classes.map((c) => c.name)
    const first = study.classes.slice(0, other.classes.length)
    if (names(other.classes).join() !== names(first).join())
      throw new Failure('otherClasses', { classes: names(other.classes) })
    const rows = await framesOf(other.store)
    const splitsKept = await differingSplits(study, rows)
    const frames = async function* () {
      for (const row of rows) yield { frame: await incoming(other.store, row), rejected: [] }
    }
    const { added, duplicates } = await ImportService.importFrames(call, rows, frames(), () => {})
    const labels = await mergeLayers(study, other.store)
    await study.store.db.transaction().execute((db) => mergeMarks(db, other.store))
    study.index.drop()
    study.changes.send({ what: 'frames' })
    return { added, duplicates, ...labels, splitsKept }
  } finally {
    await other.store.close()
  }
}

type Row = Awaited<ReturnType<typeof framesOf>>[number]

const framesOf = ({ db }: Store) =>
  framesOfPatients(db)
    .leftJoin('device', 'device.id', 'frame.device_id')
    .leftJoin('dicom_source', 'dicom_source.frame_id', 'frame.id')
    .selectAll('frame')
    .select(['patient.code as patient', 'patient.split', 'examination.code as examination'])
    .select(['device.name as device', 'dicom_source.attributes as dicom'])
    .orderBy('frame.id')
    .execute()

async function incoming({ folder }: Store, row: Row): Promise<Incoming> {
  const { name, patient, split, examination, place, extension, width, height, modality, sha256 } = row
  return {
    path: name,
    name,
    patient,
    split,
    examination,
    place,
    extension,
    width,
    height,
    modality,
    sha256,
    bytes: await readOriginal(folder, sha256, extension),
    modalityConfidence: row.modality_confidence,
    ...(row.likeness === null ? {} : { likeness: row.likeness }),
    facts: {
      ...(row.device === null ? {} : { device: row.device }),
      ...(row.captured_on === null ? {} : { capturedOn: row.captured_on }),
      ...(row.lesion === null ? {} : { lesion: row.lesion }),
      ...(row.dicom === null ? {} : { dicom: row.dicom }),
    },
  }
}

async function differingSplits({ store: { db } }: OpenStudy, rows: readonly Row[]): Promise<string[]> {
  const known = new Map(
    (await db.selectFrom('patient').select(['code', 'split']).execute()).map((p) => [p.code, p.split]),
  )
  const differing = rows.filter((r) => known.has(r.patient) && known.get(r.patient) !== r.split)
  return [...new Set(differing.map((r) => r.patient))]
}

/** Newest masks of readers and references, frame by frame. */
async function mergeLayers(study: OpenStudy, other: Store): Promise<{ masks: number; conflicts: number }> {
  const layers = await other.db
    .selectFrom('layer')
    .innerJoin('frame', 'frame.id', 'layer.frame_id')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select([
      'layer.kind',
      'layer.author',
      'frame.sha256',
      'revision.mask',
      'revision.sha256 as maskHash',
      'revision.number',
      'layer.id',
      'frame.label_layer',
    ])
    .where('layer.kind', '!=', 'model')
    .orderBy('revision.number')
    .execute()
  const newest = new Map(layers.map((layer) => [layer.id, layer]))
  const report = { masks: 0, conflicts: 0 }
  for (const { kind, author, sha256, mask, maskHash, id, label_layer } of newest.values()) {
    await study.store.db.transaction().execute(async (db) => {
      const frame = await db
        .selectFrom('frame')
        .select('id')
        .where('sha256', '=', sha256)
        .executeTakeFirstOrThrow()
      const own = await db
        .selectFrom('layer')
        .innerJoin('revision', 'revision.layer_id', 'layer.id')
        .select(['layer.author', 'revision.sha256'])
        .where('layer.frame_id', '=', frame.id)
        .where('layer.kind', '=', kind)
        .orderBy('revision.number', 'desc')
        .execute()
      if (own.some((o) => o.sha256 === maskHash)) return
      const taken = own.some((o) => o.author === author)
      if (taken) report.conflicts++
      const name = taken ? `${author} (merged)` : author
      await LabelService.store(
        db,
        { frame: frame.id, kind, author: name },
        decodeMask(new Uint8Array(mask)),
        // A mask that is no label there is none here.
        { origin: 'import', declares: label_layer === id },
      )
      report.masks++
    })
  }
  return report
}

async function mergeMarks(db: Transaction<Catalogue>, other: Store): Promise<void> {
  const idOf = new Map(
    (await db.selectFrom('frame').select(['id', 'sha256']).execute()).map((f) => [f.sha256, f.id]),
  )
  const notes = await other.db
    .selectFrom('note')
    .innerJoin('frame', 'frame.id', 'note.frame_id')
    .select(['frame.sha256', 'note.text', 'note.reader', 'note.at'])
    .execute()
  for (const { sha256, ...note } of notes) {
    const frame_id = idOf.get(sha256)
    // A frame that could not be read stayed behind, and so does what was said of it.
    if (frame_id === undefined) continue
    await db
      .insertInto('note')
      .values({ frame_id, ...note })
      .onConflict((c) => c.doNothing())
      .execute()
  }
  const tags = await other.db
    .selectFrom('frame_tag')
    .innerJoin('tag', 'tag.id', 'frame_tag.tag_id')
    .innerJoin('frame', 'frame.id', 'frame_tag.frame_id')
    .select(['frame.sha256', 'tag.name'])
    .execute()
  for (const { sha256, name } of tags) {
    const frame_id = idOf.get(sha256)
    if (frame_id === undefined) continue
    await db
      .insertInto('tag')
      .values({ name })
      .onConflict((c) => c.doNothing())
      .execute()
    const tag = await db.selectFrom('tag').select('id').where('name', '=', name).executeTakeFirstOrThrow()
    await db
      .insertInto('frame_tag')
      .values({ tag_id: tag.id, frame_id })
      .onConflict((c) => c.doNothing())
      .execute()
  }
}
