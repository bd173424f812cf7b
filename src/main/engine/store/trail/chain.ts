import { createHash } from 'node:crypto'
import type { Action } from '../../../../shared/domain/acts.ts'

/** Who writes rows that no person has asked for. */
export const ITSELF = 'LoCo Studio'

export interface AuditEntry {
  readonly actor: string
  readonly action: Action
  /** What it was done to: `frame:12`, `model:…`. */
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** A row of the trail before it has its place in it. */
export interface AuditRow {
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: string
  /** Absent too in a study that an earlier version wrote last. */
  readonly key?: string | null
}

/** A row's link: it holds those of all rows before. Rows from before there were keys have none in theirs. */
export const chainOf = (before: string, { at, actor, action, subject, detail, key }: AuditRow) =>
  createHash('sha256')
    .update([before, at, actor, action, subject, detail, ...(key == null ? [] : [key])].join('\u001f'))
    .digest('hex')

/** An entry as a row, with its link behind the row that is the last one now. */
export function rowOf({ actor, action, subject, detail }: AuditEntry, before: string, key: string | null) {
  const row = { at: new Date().toISOString(), actor, action, subject, detail: JSON.stringify(detail), key }
  return { ...row, chain: chainOf(before, row) }
}
