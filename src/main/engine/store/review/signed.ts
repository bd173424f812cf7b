import type { Kysely } from 'kysely'
import { Failure } from '../../../../shared/contract/failure.ts'
import type { Catalogue } from '../schema.ts'

type Db = Kysely<Catalogue>

/** Examinations that are signed, and by whom: the last word of each. */
export const signedExaminations = (db: Db) =>
  db
    .selectFrom('sign_off')
    .select(['sign_off.examination_id as examination', 'sign_off.reviewer', 'sign_off.at'])
    .where('sign_off.says', '=', 'signed')
    .where('sign_off.id', 'in', (eb) =>
      eb
        .selectFrom('sign_off as last')
        .select((e) => e.fn.max('last.id').as('id'))
        .groupBy('last.examination_id'),
    )

/** Who signed the examination of a frame; undefined where nobody did, or it was opened again. */
export async function signedBy(db: Db, frame: number): Promise<string | undefined> {
  const last = await db
    .selectFrom('sign_off')
    .innerJoin('frame', 'frame.examination_id', 'sign_off.examination_id')
    .select(['sign_off.says', 'sign_off.reviewer'])
    .where('frame.id', '=', frame)
    .orderBy('sign_off.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.says === 'signed' ? last.reviewer : undefined
}

/** Refuses a change of a frame whose examination is signed. Fails FRAME_LOCKED. */
export async function mustNotBeSigned(db: Db, frame: number): Promise<void> {
  const reviewer = await signedBy(db, frame)
  if (reviewer !== undefined) throw new Failure('examinationSigned', { reviewer })
}

/** SQLite takes 32,766 values a statement. */
const AT_ONCE = 10_000

/** The same of any of many frames. Fails FRAME_LOCKED. */
export async function noneMayBeSigned(db: Db, frames: readonly number[]): Promise<void> {
  const signed = await signedExaminations(db).execute()
  if (signed.length === 0) return
  const reviewers = new Map(signed.map(({ examination, reviewer }) => [examination, reviewer]))
  let count = 0
  let first: string | undefined
  for (let at = 0; at < frames.length; at += AT_ONCE) {
    const rows = await db
      .selectFrom('frame')
      .select('examination_id')
      .where('id', 'in', frames.slice(at, at + AT_ONCE))
      .where('examination_id', 'in', [...reviewers.keys()])
      .execute()
    count += rows.length
    first ??= rows[0] && reviewers.get(rows[0].examination_id)
  }
  if (first === undefined) return
  if (frames.length === 1) throw new Failure('examinationSigned', { reviewer: first })
  throw new Failure('someSigned', { count, reviewer: first })
}

/** Refuses to put frames into an examination that is signed. Fails FRAME_LOCKED. */
export async function mustTakeFrames(db: Db, examination: number): Promise<void> {
  const signed = await signedExaminations(db)
    .where('sign_off.examination_id', '=', examination)
    .executeTakeFirst()
  if (signed) throw new Failure('examinationSigned', { reviewer: signed.reviewer })
}
