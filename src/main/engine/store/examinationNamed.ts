import type { Transaction } from 'kysely'
import type { Catalogue } from './schema.ts'

/** A patient's examination, made where it is not there. */
export async function examinationNamed(
  db: Transaction<Catalogue>,
  patient_id: number,
  code: string,
): Promise<number> {
  const row = { patient_id, code }
  await db
    .insertInto('examination')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute()
  const { id } = await db
    .selectFrom('examination')
    .select('id')
    .where((eb) => eb.and(row))
    .executeTakeFirstOrThrow()
  return id
}
