import { type Kysely, sql } from 'kysely'

/**
 * A patient's side of the split may be chosen until a round has learned: from then on a patient who moves would leak
 * what models were judged on. Until now it was set once, at the import.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('DROP TRIGGER patient_split_is_frozen').execute(db)
  await sql
    .raw(
      `CREATE TRIGGER patient_split_is_frozen BEFORE UPDATE OF split ON patient
        WHEN old.split <> new.split AND EXISTS (SELECT 1 FROM run WHERE state = 'running' OR step > 0)
        BEGIN SELECT RAISE(ABORT, 'a round has learned: the split of a patient is set'); END`,
    )
    .execute(db)
}
