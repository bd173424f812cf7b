import { sql, type Transaction } from 'kysely'
import type { Catalogue } from './schema.ts'
import { type AuditEntry, rowOf } from './trail/chain.ts'

/** Appends to the trail, in the transaction of the change it tells of: there is never one without the other. */
export async function record(transaction: Transaction<Catalogue>, entry: AuditEntry): Promise<void> {
  const { rows } = await sql<{ key: string | null; chain: string | null }>`
    SELECT loco_key() AS key, (SELECT chain FROM audit ORDER BY seq DESC LIMIT 1) AS chain`.execute(
    transaction,
  )
  const row = rowOf(entry, rows[0]?.chain ?? '', rows[0]?.key ?? null)
  await transaction
    .insertInto('audit')
    .values({ ...row, mac: sql<string | null>`loco_mac(${row.chain})` })
    .execute()
}
