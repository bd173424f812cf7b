import type { Transaction } from 'kysely'
import type { Change } from '../../../shared/contract/changes.ts'
import type { Catalogue } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'

/**
 * Does something to a frame in one transaction and tells of it after the commit: of what the work returns as `tells`. Fails
 * READ_ONLY, DISK_FULL.
 */
export async function writing<T>(
  { study }: Call,
  frame: number,
  work: (
    db: Transaction<Catalogue>,
  ) => Promise<{ readonly tells: readonly Change['what'][]; readonly is: T }>,
): Promise<T> {
  mustWrite(study)
  try {
    const { tells, is } = await study.store.db.transaction().execute(work)
    study.index.refresh([frame])
    for (const what of tells) study.changes.send({ what, frames: [frame] })
    return is
  } catch (error) {
    throw failureOf(error)
  }
}
