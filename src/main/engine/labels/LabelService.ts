import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { LayerKind, LayerSummary, Saved } from '../../../shared/contract/layers.ts'
import { IGNORE } from '../../../shared/domain/labelClass.ts'
import { countValues, emptyMask, type Mask, type MaskPatch, withPatch } from '../../../shared/domain/mask.ts'
import { decodeMask, encodeMask } from '../../../shared/domain/rle.ts'
import { sha256 } from '../../files/durableFile.ts'
import { mustWrite, type Session } from '../Session.ts'
import { record } from '../store/audit.ts'
import type { Catalogue } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { markFrame } from './markFrame.ts'

/** Masks of frames: one layer per author, append-only revisions, each change one transaction with its audit row. */
export const LabelService = {
  list,
  mask,
  before,
  paint,
  accept,
  store,
}

/** A frame's layers: the reader's own first, then the reference, then models, newest first. */
async function list({ store: { db } }: Session, frame: number): Promise<LayerSummary[]> {
  const rows = await db
    .selectFrom('layer')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select(['layer.id', 'layer.kind', 'layer.author', 'revision.number', 'revision.at', 'revision.areas'])
    .select('revision.restores')
    .where('layer.frame_id', '=', frame)
    .orderBy('revision.id', 'desc')
    .execute()
  const newest = rows.filter((row, i) => rows.findIndex((r) => r.id === row.id) === i)
  const rank: Record<LayerKind, number> = { reader: 0, reference: 1, model: 2 }
  return newest
    .map((r) => ({
      id: r.id,
      kind: r.kind,
      author: r.author,
      revision: r.number,
      shows: r.restores ?? r.number,
      savedAt: r.at,
      areas: JSON.parse(r.areas) as number[],
    }))
    .sort((a, b) => rank[a.kind] - rank[b.kind])
}

/** A layer's newest mask, checked against its sha256. */
async function mask(
  { store: { db } }: Session,
  layer: number,
): Promise<{ revision: number; bytes: Uint8Array }> {
  const row = await db
    .selectFrom('revision')
    .select(['number', 'mask', 'sha256'])
    .where('layer_id', '=', layer)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row)
    throw new Failure('LAYER_NOT_FOUND', 'This layer is no longer in the study; open the frame again.')
  if (sha256(row.mask) !== row.sha256) {
    throw new Failure(
      'FILE_DAMAGED',
      'This mask has changed since it was saved; restore the study from a backup.',
    )
  }
  return { revision: row.number, bytes: new Uint8Array(row.mask) }
}

/**
 * The mask as it was before a revision was painted, and that state's own number: undo over restarts. A revision that
 * brought an earlier one back counts as that one, so undo never goes back and forth. Undefined before the first.
 */
async function before(
  { store: { db } }: Session,
  layer: number,
  revision: number,
): Promise<{ revision: number; bytes: Uint8Array } | null> {
  const rows = db
    .selectFrom('revision')
    .innerJoin('layer', 'layer.id', 'revision.layer_id')
    .innerJoin('frame', 'frame.id', 'layer.frame_id')
    .select(['revision.mask', 'revision.restores', 'frame.width', 'frame.height'])
    .where('revision.layer_id', '=', layer)
  const own = await rows.where('revision.number', '=', revision).executeTakeFirst()
  if (!own) return null
  const painted = own.restores ?? revision
  if (painted === 0) return null
  const older = await rows.where('revision.number', '=', painted - 1).executeTakeFirst()
  if (older) return { revision: older.restores ?? painted - 1, bytes: new Uint8Array(older.mask) }
  return { revision: 0, bytes: encodeMask(emptyMask(own.width, own.height)) }
}

export interface Stroke {
  readonly frame: number
  readonly stroke: string
  readonly base: number
  readonly x: number
  readonly y: number
  readonly patch: Uint8Array
  /** The revision that it brings back; null for new paint. */
  readonly restores?: number | null
}

/** Writes a painted area into the reader's mask. Resolves after the commit. */
async function paint(
  session: Session,
  { frame, stroke, base, x, y, patch, restores = null }: Stroke,
): Promise<Saved> {
  const painted = { ...decoded(patch), x, y }
  return change(session, { frame, base, stroke, restores, origin: 'stroke' }, (mask) =>
    apply(mask, painted, session.classes.length),
  )
}

/** Makes a model's overlay the reader's mask. */
async function accept(session: Session, frame: number, layer: number, base: number): Promise<Saved> {
  const owner = await session.store.db
    .selectFrom('layer')
    .select('frame_id')
    .where('id', '=', layer)
    .executeTakeFirst()
  if (owner?.frame_id !== frame)
    throw new Failure('LAYER_NOT_FOUND', 'This overlay belongs to another frame; open the frame again.')
  const { bytes } = await mask(session, layer)
  return change(session, { frame, base, stroke: null, restores: null, origin: 'accept' }, () =>
    decodeMask(bytes),
  )
}

/** Adds a whole mask as a new revision of an author's layer, inside a transaction of the caller. */
async function store(
  transaction: Transaction<Catalogue>,
  where: { frame: number; kind: LayerKind; author: string },
  mask: Mask,
  origin: 'stroke' | 'import' | 'accept' | 'prediction',
  { stroke, restores }: Pick<Edit, 'stroke' | 'restores'> = { stroke: null, restores: null },
): Promise<Saved> {
  const key = { frame_id: where.frame, kind: where.kind, author: where.author }
  await transaction
    .insertInto('layer')
    .values(key)
    .onConflict((c) => c.doNothing())
    .execute()
  const { id } = await transaction
    .selectFrom('layer')
    .select('id')
    .where((eb) => eb.and(key))
    .executeTakeFirstOrThrow()
  const last = await newestRevision(transaction, id)
  const bytes = Buffer.from(encodeMask(mask))
  const at = new Date().toISOString()
  const number = last + 1
  const areas = JSON.stringify([...countValues(mask).subarray(0, 8)])
  await transaction
    .insertInto('revision')
    .values({ layer_id: id, number, mask: bytes, sha256: sha256(bytes), areas, origin, stroke, restores, at })
    .execute()
  await markFrame(transaction, where, mask)
  return { layer: id, revision: number, savedAt: at }
}

async function newestRevision(db: Transaction<Catalogue>, layer: number): Promise<number> {
  const row = await db
    .selectFrom('revision')
    .select('number')
    .where('layer_id', '=', layer)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? 0
}

interface Edit {
  readonly frame: number
  readonly base: number
  readonly stroke: string | null
  readonly restores: number | null
  readonly origin: 'stroke' | 'accept'
}

async function change(
  session: Session,
  { frame, base, stroke, restores, origin }: Edit,
  next: (mask: Mask) => Mask,
): Promise<Saved> {
  mustWrite(session)
  const {
    store: { db },
    reader,
  } = session
  try {
    const saved = await db.transaction().execute(async (transaction) => {
      const size = await transaction
        .selectFrom('frame')
        .select(['width', 'height'])
        .where('id', '=', frame)
        .executeTakeFirst()
      if (!size)
        throw new Failure('FRAME_NOT_FOUND', 'This frame is no longer in the study; go back to the library.')
      const now = await currentMask(transaction, frame, reader, stroke)
      if (now.repeated) return now.repeated
      if (now.revision !== base) {
        throw new Failure(
          'STALE_REVISION',
          'This mask was changed elsewhere in the meantime; reload the frame and paint again.',
        )
      }
      const mask = next(now.mask ?? emptyMask(size.width, size.height))
      const where = { frame, kind: 'reader', author: reader } as const
      const saved = await store(transaction, where, mask, origin, {
        stroke,
        // What is not there yet cannot be brought back.
        restores: restores !== null && restores <= now.revision ? restores : null,
      })
      await record(transaction, {
        actor: reader,
        action: origin,
        subject: `frame:${frame}`,
        detail: { revision: saved.revision },
      })
      return saved
    })
    session.index.refresh([frame])
    session.changes.send({ what: 'layers' })
    return saved
  } catch (error) {
    throw failureOf(error)
  }
}

async function currentMask(db: Transaction<Catalogue>, frame: number, reader: string, stroke: string | null) {
  const rows = db
    .selectFrom('revision')
    .innerJoin('layer', 'layer.id', 'revision.layer_id')
    .select(['layer.id', 'revision.number', 'revision.mask', 'revision.at'])
    .where('layer.frame_id', '=', frame)
    .where('layer.kind', '=', 'reader')
    .where('layer.author', '=', reader)
  const same =
    stroke === null ? undefined : await rows.where('revision.stroke', '=', stroke).executeTakeFirst()
  if (same)
    return { repeated: { layer: same.id, revision: same.number, savedAt: same.at }, revision: same.number }
  const last = await rows.orderBy('revision.number', 'desc').limit(1).executeTakeFirst()
  return last ? { revision: last.number, mask: decodeMask(new Uint8Array(last.mask)) } : { revision: 0 }
}

function decoded(bytes: Uint8Array): Mask {
  try {
    return decodeMask(bytes)
  } catch (error) {
    throw new Failure('BAD_MASK', 'The painted area could not be read; paint it again.', String(error))
  }
}

function apply(mask: Mask, patch: MaskPatch, classes: number): Mask {
  if (patch.data.some((value) => value >= classes && value !== IGNORE)) {
    throw new Failure('BAD_MASK', 'The painted area uses a class that this study does not have.')
  }
  try {
    return withPatch(mask, patch)
  } catch (error) {
    throw new Failure('BAD_MASK', 'The painted area lies outside the frame.', String(error))
  }
}
