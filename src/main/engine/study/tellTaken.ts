import { record } from '../store/audit.ts'
import type { AuditEntry } from '../store/trail/chain.ts'
import type { Call } from './Call.ts'

/**
 * Tells in the trail what was taken out of the study, which changes nothing in it. One that can only be read is taken out of
 * all the same, and has no row to add.
 */
export async function tellTaken({ study, actor }: Call, taken: Omit<AuditEntry, 'actor'>): Promise<void> {
  if (study.store.readOnly !== null) return
  await study.store.db
    .transaction()
    .execute((transaction) => record(transaction, { actor: actor.name, ...taken }))
  study.changes.send({ what: 'trail' })
}
