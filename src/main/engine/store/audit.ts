import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Catalogue } from './schema.ts'

export interface AuditEntry {
  readonly actor: string
  readonly action: string
  /** What it was done to: `frame:12`, `model:…`. */
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
}

export const chainOf = (
  before: string,
  row: { at: string; actor: string; action: string; subject: string; detail: string },
) =>
  createHash('sha256')
    .update([before, row.at, row.actor, row.action, row.subject, row.detail].join('\u001f'))
    .digest('hex')

/** Appends to the trail, in the transaction of the change it tells of: there is never one without the other. */
export async function record(
  transaction: Transaction<Catalogue>,
  { actor, action, subject, detail }: AuditEntry,
): Promise<void> {
  const last = await transaction
    .selectFrom('audit')
    .select('chain')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const row = { at: new Date().toISOString(), actor, action, subject, detail: JSON.stringify(detail) }
  await transaction
    .insertInto('audit')
    .values({ ...row, chain: chainOf(last?.chain ?? '', row) })
    .execute()
}
