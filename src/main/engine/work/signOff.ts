import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import { record } from '../store/audit.ts'
import { signedExaminations } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'
import { type Examination, examinationsOf, isReady, notAccepted } from './examinations.ts'
import { missedOn } from './missed.ts'

/** Frames that a sentence names. */
const NAMED = 3

function examinationNamed(study: OpenStudy, id: number): Examination {
  const found = examinationsOf(study).find((one) => one.id === id)
  if (!found) throw new Failure('examinationGone')
  return found
}

/** What signing an examination comes to; see the contract. Fails EXAMINATION_NOT_FOUND, FILE_DAMAGED. */
export async function examinationWork({ study }: Call, id: number) {
  const { patient, code, counts, frames } = examinationNamed(study, id)
  const signOffs = await study.store.db
    .selectFrom('sign_off')
    .select(['says', 'reviewer', 'reason', 'missed', 'at'])
    .where('examination_id', '=', id)
    .orderBy('id', 'desc')
    .execute()
  const ready = isReady(counts)
  const missed = ready ? await missedOn(study, frames) : []
  return { patient, examination: code, counts, isReady: ready, missed, signOffs }
}

/**
 * Signs an examination: nothing in it is changed from then on. Fails NOT_ACCEPTED, MALIGNANT_UNTOUCHED without a reason to sign
 * all the same, FRAME_LOCKED where somebody has signed it, READ_ONLY, DISK_FULL.
 */
export async function sign(call: Call, id: number, reason: string | undefined): Promise<void> {
  const { study, actor } = call
  mustWrite(study)
  const { frames } = examinationNamed(study, id)
  const missed = await missedOn(study, frames)
  const regions = missed.reduce((sum, frame) => sum + frame.regions.length, 0)
  if (missed.length > 0 && reason === undefined)
    mustBeLookedAt(
      examinationNamed(study, id),
      missed.map(({ name }) => name),
    )
  try {
    await study.store.db.transaction().execute(async (db) => {
      const signed = await signedExaminations(db).where('sign_off.examination_id', '=', id).executeTakeFirst()
      if (signed) throw new Failure('examinationSigned', { reviewer: signed.reviewer })
      // As it is by now: the transaction keeps others from writing, and the index tells of all that is committed.
      mustBeAccepted(examinationNamed(study, id))
      await write(db, {
        examination: id,
        says: 'signed',
        reason: reason ?? null,
        missed: regions,
        reviewer: actor.name,
        frames: missed.map(({ frame }) => frame),
      })
    })
    tell(study, frames)
  } catch (error) {
    throw failureOf(error)
  }
}

/** Frames that are not accepted come first: they are to be done anyway. */
function mustBeLookedAt(examination: Examination, frames: readonly string[]): void {
  mustBeAccepted(examination)
  throw new Failure('malignantUntouched', { count: frames.length, frames: frames.slice(0, NAMED) })
}

function mustBeAccepted({ counts }: Examination): void {
  const count = notAccepted(counts)
  if (count > 0) throw new Failure('framesNotAccepted', { count })
  if (counts.accepted === 0) throw new Failure('nothingAccepted')
}

/** Opens a signed examination again, for a reason. Fails EXAMINATION_NOT_FOUND, READ_ONLY, DISK_FULL. */
export async function unlock(call: Call, id: number, reason: string): Promise<void> {
  const { study, actor } = call
  mustWrite(study)
  const { frames } = examinationNamed(study, id)
  try {
    await study.store.db.transaction().execute(async (db) => {
      const signed = await signedExaminations(db).where('sign_off.examination_id', '=', id).executeTakeFirst()
      if (!signed) return
      await write(db, {
        examination: id,
        says: 'unlocked',
        reason,
        missed: 0,
        reviewer: actor.name,
        frames: [],
      })
    })
    tell(study, frames)
  } catch (error) {
    throw failureOf(error)
  }
}

interface Written {
  readonly examination: number
  readonly says: 'signed' | 'unlocked'
  readonly reason: string | null
  readonly missed: number
  readonly reviewer: string
  /** Those with regions that were missed. */
  readonly frames: readonly number[]
}

async function write(
  db: Transaction<Catalogue>,
  { examination, says, reason, missed, reviewer, frames }: Written,
): Promise<void> {
  const at = new Date().toISOString()
  await db
    .insertInto('sign_off')
    .values({ examination_id: examination, says, reason, missed, reviewer, at })
    .execute()
  await record(db, {
    actor: reviewer,
    action: says === 'signed' ? 'sign' : 'unlock',
    subject: `examination:${examination}`,
    detail: { reason, missed, missedOn: frames },
  })
}

function tell(study: OpenStudy, frames: readonly number[]): void {
  study.index.forgetReviews()
  study.changes.send({ what: 'review', frames })
}
