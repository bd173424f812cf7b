import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Split } from '../../../shared/contract/frames.ts'
import { examinationNamed } from '../store/examinationNamed.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import { mustTakeFrames } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import { isSplitFrozen } from './split.ts'

/** Whose frames these are. */
export interface Assignment {
  readonly patient: string
  readonly examination: string
}

/** The examination to move frames to, made where it is not there, and the patient who was made for it, if any; see `assign` in `marks.ts` for the rules. */
export async function examinationFor(
  db: Transaction<Catalogue>,
  frames: readonly { readonly id: number }[],
  { patient, examination }: Assignment,
): Promise<{ id: number; made: readonly { code: string; split: Split }[] }> {
  const ids = frames.map(({ id }) => id)
  const splits = new Set(
    (
      await framesOfPatients(db).select('patient.split').distinct().where('frame.id', 'in', ids).execute()
    ).map((row) => row.split),
  )
  const [split, other] = splits
  const known = await db
    .selectFrom('patient')
    .select(['id', 'split'])
    .where('code', '=', patient)
    .executeTakeFirst()
  const moves = known ? [...splits].some((own) => own !== known.split) : other !== undefined
  if (moves && (await isSplitFrozen(db))) throw new Failure('wouldLeak')
  if (!known && (split === undefined || other !== undefined)) throw new Failure('ofTwoSides')
  const owner =
    known?.id ??
    (
      await db
        .insertInto('patient')
        .values({ code: patient, split: split ?? 'train', created_at: new Date().toISOString() })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const made = known ? [] : [{ code: patient, split: split ?? ('train' as const) }]
  const id = await examinationNamed(db, owner, examination)
  await mustTakeFrames(db, id)
  return { id, made }
}
