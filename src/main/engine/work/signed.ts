import type { Kysely } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Catalogue } from '../store/schema.ts'

/** Who signed the examination of a frame; undefined where nobody did, or it was opened again. */
export async function signedBy(db: Kysely<Catalogue>, frame: number): Promise<string | undefined> {
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
export async function mustNotBeSigned(db: Kysely<Catalogue>, frame: number): Promise<void> {
  const reviewer = await signedBy(db, frame)
  if (reviewer !== undefined) throw new Failure('examinationSigned', { reviewer })
}
