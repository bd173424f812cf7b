import type { Database } from 'better-sqlite3'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { holds, idOf, lastRow, macOf, placeOf, SEALED, WENT_BACK } from '../trail/Trail.ts'
import type { TrailKey, Trails } from '../trail/Trails.ts'
import { breather } from './breathe.ts'
import { BrokenLinks } from './brokenLinks.ts'
import type { Findings } from './Findings.ts'
import type { StoredRow } from './StoredRow.ts'

/**
 * Whether the trail is whole: no row changed, removed, put in or moved, which the chain tells; none written by anybody
 * without the key, which the signatures tell; none missing at its end, which the head outside the study tells.
 */
export async function checkedTrail(
  catalogue: Database,
  folder: string,
  trails: Trails | undefined,
): Promise<Findings> {
  const findings: Findings = { problems: [], notes: [] }
  const signatures = new Signatures(trails)
  const rest = breather()
  const links = new BrokenLinks()
  const rows = catalogue.prepare('SELECT * FROM audit ORDER BY seq')
  for (const row of rows.iterate() as IterableIterator<StoredRow>) {
    links.hear(row)
    if (signatures.isForged(row)) findings.problems.push(reasonOf('auditForged', { row: row.seq }))
    tellOf(row, findings)
    await rest()
  }
  findings.problems.push(...links.found())
  findings.notes.push(...signatures.notes())
  findings.problems.push(...missingAtEnd(catalogue, folder, trails))
  return findings
}

/** What the app itself wrote into the trail: where it found the study otherwise than it had left it. */
function tellOf({ seq, action, detail }: StoredRow, { problems, notes }: Findings): void {
  if (action === SEALED) notes.push(reasonOf('sealedAnew', { row: seq }))
  if (action !== WENT_BACK) return
  const { seen, here } = wentBack(detail)
  if (here) problems.push(reasonOf('trailWentBack', { row: seq, seen }))
  else notes.push(reasonOf('earlierCopy', { row: seq, seen }))
}

/** The row that was seen before, and whether in this folder. Whoever changed what it says has not made it a note by that. */
function wentBack(detail: string): { seen: number; here: boolean } {
  try {
    const { seen, here } = JSON.parse(detail) as { seen?: unknown; here?: unknown }
    return { seen: Number(seen), here: here !== false }
  } catch {
    return { seen: 0, here: true }
  }
}

function missingAtEnd(catalogue: Database, folder: string, trails: Trails | undefined): Reason[] {
  const last = lastRow(catalogue)?.seq ?? 0
  const seen = trails?.headOf(placeOf(folder))
  if (seen && seen.study === idOf(catalogue) && !holds(catalogue, seen))
    return [
      last < seen.seq
        ? reasonOf('auditCut', { row: last, seen: seen.seq })
        : reasonOf('auditRewritten', { row: seen.seq }),
    ]
  // SQLite counts what was ever written.
  const written = Number(
    catalogue.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'audit'`).pluck().get() ?? 0,
  )
  return written === last ? [] : [reasonOf('auditEndMissing', { row: last, written })]
}

/** Checks the rows' signatures, and counts those that cannot be checked here. */
class Signatures {
  private readonly trails: Trails | undefined
  private readonly keys = new Map<string, TrailKey | undefined>()
  private readonly unsigned: number[] = []
  private readonly foreign: number[] = []

  constructor(trails: Trails | undefined) {
    this.trails = trails
  }

  isForged({ seq, key: name, chain, mac }: StoredRow): boolean {
    if (name == null) {
      this.unsigned.push(seq)
      return mac != null
    }
    const key = this.keyNamed(name)
    if (key) return mac !== macOf(key, chain)
    this.foreign.push(seq)
    return false
  }

  notes(): Reason[] {
    const told = (name: 'rowsUnsigned' | 'rowsSignedElsewhere', rows: readonly number[]) =>
      rows.length === 0
        ? []
        : [reasonOf(name, { from: rows[0] ?? 0, to: rows.at(-1) ?? 0, rows: rows.length })]
    return [...told('rowsUnsigned', this.unsigned), ...told('rowsSignedElsewhere', this.foreign)]
  }

  private keyNamed(name: string): TrailKey | undefined {
    if (!this.keys.has(name)) this.keys.set(name, this.trails?.keyNamed(name))
    return this.keys.get(name)
  }
}
