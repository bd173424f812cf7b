import type { Kysely, Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Veto } from '../../../shared/contract/vetoes.ts'
import { isLabel, stateStored } from '../../../shared/domain/frameState.ts'
import { countValues, type Mask } from '../../../shared/domain/mask.ts'
import { decodeMask, encodeMask } from '../../../shared/domain/rle.ts'
import { sha256 } from '../../files/durableFile.ts'
import { record } from '../store/audit.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import { mustNotBeSigned } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'
import { checked } from './newestMask.ts'

type Db = Kysely<Catalogue>

/** All vetoes of a study, with when and by whom they were taken back. */
export const vetoRows = (db: Db) =>
  db
    .selectFrom('veto')
    .leftJoin('veto_taken_back as back', 'back.veto_id', 'veto.id')
    .select(['veto.id', 'veto.frame_id', 'veto.mask', 'veto.sha256', 'veto.pixels', 'veto.reader', 'veto.at'])
    .select(['back.reader as takenBackBy', 'back.at as takenBackAt'])
    .orderBy('veto.id')

/** A frame's vetoes, the oldest first, those that were taken back among them. Fails FILE_DAMAGED. */
export async function vetoesOf({ store: { db } }: OpenStudy, frame: number): Promise<(Veto & Region)[]> {
  const size = await db
    .selectFrom('frame')
    .select(['width', 'height'])
    .where('id', '=', frame)
    .executeTakeFirst()
  if (!size) return []
  const rows = await vetoRows(db).where('veto.frame_id', '=', frame).execute()
  return rows.map(({ id, mask, sha256: hash, pixels, reader, at, takenBackBy, takenBackAt }) => ({
    id,
    bytes: regionBytes({ mask, sha256: hash }),
    share: pixels / (size.width * size.height),
    reader,
    at,
    takenBack: takenBackBy === null || takenBackAt === null ? null : { reader: takenBackBy, at: takenBackAt },
  }))
}

/** What a veto is about: `encodeMask` bytes of the frame's size; null for the whole frame. */
interface Region {
  readonly bytes: Uint8Array | null
}

/** A veto's region as the study keeps it. Fails FILE_DAMAGED where it is not what was saved. */
export const regionBytes = ({
  mask,
  sha256: hash,
}: {
  readonly mask: Uint8Array | null
  readonly sha256: string | null
}): Uint8Array | null => (mask === null ? null : checked({ mask, sha256: hash ?? '' }))

/** What the trail tells of a veto: the study is compared with it (`store/check/recorded.ts`). */
export interface ToldVeto {
  readonly veto: number
  readonly sha256: string | null
  readonly pixels: number
}

/**
 * Says that no round may learn from a region of a frame, or from the frame, as long as it has no label. Resolves after the
 * commit. Fails FRAME_NOT_FOUND, HELD_OUT for frames that nothing is learned from, WRONG_USAGE for one that has a label,
 * FRAME_LOCKED, BAD_MASK, READ_ONLY, DISK_FULL.
 */
export async function addVeto(call: Call, frame: number, region: Uint8Array | null): Promise<number> {
  const { study, actor } = call
  mustWrite(study)
  try {
    const { veto } = await study.store.db.transaction().execute(async (transaction) => {
      const size = await mayBeVetoed(transaction, frame)
      await mustNotBeSigned(transaction, frame)
      const told = await storeVeto(transaction, {
        frame,
        size,
        region: region && regionIn(region, size),
        reader: actor.name,
        at: new Date().toISOString(),
      })
      const subject = `frame:${frame}`
      await record(transaction, { actor: actor.name, action: 'veto', subject, detail: { vetoed: [told] } })
      return told
    })
    study.changes.send({ what: 'vetoes', frames: [frame] })
    return veto
  } catch (error) {
    throw failureOf(error)
  }
}

/** Takes a veto back; one that is taken back already stays so. Fails VETO_NOT_FOUND, READ_ONLY, DISK_FULL. */
export async function takeBackVeto({ study, actor }: Call, veto: number): Promise<void> {
  mustWrite(study)
  try {
    const frame = await study.store.db.transaction().execute(async (transaction) => {
      const row = await vetoRows(transaction).where('veto.id', '=', veto).executeTakeFirst()
      if (!row) throw new Failure('vetoGone')
      if (row.takenBackAt !== null) return undefined
      await mustNotBeSigned(transaction, row.frame_id)
      const at = new Date().toISOString()
      await transaction
        .insertInto('veto_taken_back')
        .values({ veto_id: veto, reader: actor.name, at })
        .execute()
      await record(transaction, {
        actor: actor.name,
        action: 'take-back-veto',
        subject: `frame:${row.frame_id}`,
        detail: { tookBack: [veto] },
      })
      return row.frame_id
    })
    if (frame !== undefined) study.changes.send({ what: 'vetoes', frames: [frame] })
  } catch (error) {
    throw failureOf(error)
  }
}

type Size = Pick<Mask, 'width' | 'height'>

async function mayBeVetoed(db: Transaction<Catalogue>, frame: number): Promise<Size> {
  const row = await framesOfPatients(db)
    .select(['frame.width', 'frame.height', 'frame.state', 'patient.split'])
    .where('frame.id', '=', frame)
    .executeTakeFirst()
  if (!row) throw new Failure('frameGone')
  if (row.split !== 'train') throw new Failure('vetoOfHeldOut')
  if (isLabel(stateStored(row.state))) throw new Failure('vetoOfLabelled')
  return row
}

/** A region as it was sent, 1 where anything is marked. Fails BAD_MASK. */
function regionIn(bytes: Uint8Array, { width, height }: Size): Mask {
  const mask = decoded(bytes, width * height)
  if (mask.width !== width || mask.height !== height) throw new Failure('paintOutside')
  const region = { width, height, data: mask.data.map((value) => (value === 0 ? 0 : 1)) }
  if (!region.data.includes(1)) throw new Failure('vetoEmpty')
  return region
}

function decoded(bytes: Uint8Array, most: number): Mask {
  try {
    return decodeMask(bytes, most)
  } catch (error) {
    throw new Failure('paintUnreadable', {}, error)
  }
}

/** Adds a veto's row, inside a transaction of the caller, who records it. */
export async function storeVeto(
  db: Transaction<Catalogue>,
  { frame, size, region, reader, at }: NewVeto,
): Promise<ToldVeto> {
  const mask = region && Buffer.from(encodeMask(region))
  const pixels = region ? (countValues(region)[1] ?? 0) : size.width * size.height
  const hash = mask && sha256(mask)
  const { id } = await db
    .insertInto('veto')
    .values({ frame_id: frame, mask, sha256: hash, pixels, reader, at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { veto: id, sha256: hash, pixels }
}

export interface NewVeto {
  readonly frame: number
  readonly size: Size
  /** Null for the whole frame. */
  readonly region: Mask | null
  readonly reader: string
  readonly at: string
}
