import type { Kysely, Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import { record } from '../store/audit.ts'
import { signedExaminations } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'
import { mustBeReaders } from './readers.ts'

/** Examinations one by one, or all of some patients. */
export type Chosen = { readonly examinations: readonly number[] } | { readonly patients: readonly string[] }

/** Which examinations are meant. Fails EXAMINATION_NOT_FOUND where one is not there. */
async function examinationsIn(db: Kysely<Catalogue>, chosen: Chosen): Promise<number[]> {
  const rows = await db
    .selectFrom('examination')
    .innerJoin('patient', 'patient.id', 'examination.patient_id')
    .select(['examination.id', 'patient.code'])
    .where((eb) =>
      'examinations' in chosen
        ? eb('examination.id', 'in', [...chosen.examinations])
        : eb('patient.code', 'in', [...chosen.patients]),
    )
    .orderBy('examination.id')
    .execute()
  const found: ReadonlySet<unknown> = new Set(rows.flatMap(({ id, code }) => [id, code]))
  const wanted: readonly unknown[] = 'examinations' in chosen ? chosen.examinations : chosen.patients
  if (wanted.some((one) => !found.has(one))) throw new Failure('examinationGone')
  return rows.map(({ id }) => id)
}

async function mustBeUnsigned(db: Kysely<Catalogue>, examinations: readonly number[]): Promise<void> {
  const signed = await signedExaminations(db)
    .where('sign_off.examination_id', 'in', [...examinations])
    .executeTakeFirst()
  if (signed) throw new Failure('examinationSigned', { reviewer: signed.reviewer })
}

/** What one reader is given. */
export interface Given {
  readonly reader: string
  readonly examinations: readonly number[]
}

/** Rows of a statement: three or more values each, of the 32,766 that SQLite takes. */
const AT_ONCE = 5000

/** Writes assignments with one row of the trail, inside a transaction of the caller; who has one gets the new day. */
export async function writeAssignments(
  db: Transaction<Catalogue>,
  by: string,
  given: readonly Given[],
  due: string | null,
): Promise<void> {
  const at = new Date().toISOString()
  const rows = given.flatMap(({ reader, examinations }) =>
    examinations.map((examination_id) => ({ examination_id, reader, due, assigned_by: by, at })),
  )
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await db
      .insertInto('assignment')
      .values(rows.slice(from, from + AT_ONCE))
      .onConflict((c) => c.columns(['examination_id', 'reader']).doUpdateSet({ due, assigned_by: by, at }))
      .execute()
  await record(db, {
    actor: by,
    action: 'assign',
    subject: `examinations:${new Set(rows.map((row) => row.examination_id)).size}`,
    detail: { given, due },
  })
}

/** Gives examinations to readers besides those who have them. Fails EXAMINATION_NOT_FOUND, WRONG_USAGE, FRAME_LOCKED. */
export async function assign(
  call: Call,
  {
    of,
    readers,
    due,
  }: { readonly of: Chosen; readonly readers: readonly string[]; readonly due: string | null },
): Promise<number> {
  await mustBeReaders(call.study, readers)
  return changed(call, of, (db, examinations) =>
    writeAssignments(
      db,
      call.actor.name,
      readers.map((reader) => ({ reader, examinations })),
      due,
    ),
  )
}

/** Takes examinations away from readers; their masks stay. Fails EXAMINATION_NOT_FOUND, FRAME_LOCKED. */
export async function takeAway(call: Call, of: Chosen, readers: readonly string[]): Promise<number> {
  return changed(call, of, async (db, examinations) => {
    await db
      .deleteFrom('assignment')
      .where('examination_id', 'in', [...examinations])
      .where('reader', 'in', [...readers])
      .execute()
    await record(db, {
      actor: call.actor.name,
      action: 'take-away',
      subject: `examinations:${examinations.length}`,
      detail: { examinations, readers },
    })
  })
}

async function changed(
  { study }: Call,
  of: Chosen,
  change: (db: Transaction<Catalogue>, examinations: readonly number[]) => Promise<void>,
): Promise<number> {
  mustWrite(study)
  try {
    const count = await study.store.db.transaction().execute(async (db) => {
      const examinations = await examinationsIn(db, of)
      await mustBeUnsigned(db, examinations)
      await change(db, examinations)
      return examinations.length
    })
    study.index.forgetReviews()
    study.changes.send({ what: 'review' })
    return count
  } catch (error) {
    throw failureOf(error)
  }
}
