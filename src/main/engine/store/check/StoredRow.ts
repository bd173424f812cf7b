import type { AuditRow } from '../trail/chain.ts'

/** A row of the trail as it is stored. */
export interface StoredRow extends AuditRow {
  readonly seq: number
  readonly chain: string
  readonly mac?: string | null
}
