import type { Kysely, Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Split } from '../../../shared/contract/frames.ts'
import { record } from '../store/audit.ts'
import { signedExaminations } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'

/** Whether a round has learned: from then on every patient stays on their side of the split. */
export async function isSplitFrozen(db: Kysely<Catalogue> | Transaction<Catalogue>): Promise<boolean> {
  const row = await db
    .selectFrom('run')
    .select('id')
    .where((eb) => eb.or([eb('state', '=', 'running'), eb('step', '>', 0)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Refuses to move patients with an examination that is signed. Fails FRAME_LOCKED. */
async function mustNotHoldSigned(db: Transaction<Catalogue>, patients: readonly string[]): Promise<void> {
  const signed = await signedExaminations(db)
    .innerJoin('examination', 'examination.id', 'sign_off.examination_id')
    .innerJoin('patient', 'patient.id', 'examination.patient_id')
    .where('patient.code', 'in', [...patients])
    .executeTakeFirst()
  if (signed) throw new Failure('examinationSigned', { reviewer: signed.reviewer })
}

/** Puts patients on one side of the split. Fails SPLIT_VIOLATED once a round has learned, FRAME_LOCKED for signed ones. */
export async function setSplit(
  { study, actor }: Call,
  patients: readonly string[],
  split: Split,
): Promise<void> {
  mustWrite(study)
  try {
    await study.store.db.transaction().execute(async (db) => {
      if (await isSplitFrozen(db)) throw new Failure('splitFrozen')
      await mustNotHoldSigned(db, patients)
      const before = await db
        .selectFrom('patient')
        .select(['code', 'split'])
        .where('code', 'in', [...patients])
        .execute()
      await db
        .updateTable('patient')
        .set({ split })
        .where('code', 'in', [...patients])
        .execute()
      await record(db, {
        actor: actor.name,
        action: 'set-split',
        subject: `patients:${patients.length}`,
        detail: { split, before, patients: before.map(({ code }) => ({ code, split })) },
      })
    })
  } catch (error) {
    throw failureOf(error)
  }
  study.index.drop()
  study.changes.send({ what: 'frames' })
}
