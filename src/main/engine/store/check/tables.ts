import type { Database } from 'better-sqlite3'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { isSealed, sealedTables, sealOf, shapeOf } from '../trail/seals.ts'
import type { Trails } from '../trail/Trails.ts'
import { breather } from './breathe.ts'
import type { Findings } from './Findings.ts'

/** Rows that are named one by one, of each table. */
const NAMED = 20

/** Whether the file itself is sound, and rows point to rows that are there. */
export function brokenTables(catalogue: Database): Reason[] {
  const found = catalogue.pragma(`integrity_check(${NAMED})`) as { integrity_check: string }[]
  const broken = found.filter(({ integrity_check: what }) => what !== 'ok')
  const loose = catalogue.pragma('foreign_key_check') as {
    table: string
    rowid: number | null
    parent: string
  }[]
  return [
    ...broken.map(({ integrity_check: what }) => reasonOf('catalogueBroken', { what })),
    ...loose
      .slice(0, NAMED)
      .map(({ table, rowid, parent }) =>
        reasonOf('rowPointsNowhere', { table, row: String(rowid), to: parent }),
      ),
  ]
}

interface Sealing {
  readonly key: string | null
  readonly tables: string
}

/** Rows that are not as they were sealed, and parts of the catalogue that are not as they were made. */
export async function changedRows(catalogue: Database, trails: Trails | undefined): Promise<Findings> {
  const sealing = catalogue.prepare('SELECT key, tables FROM sealing').get() as Sealing | undefined
  if (!sealing) return { problems: [], notes: [reasonOf('notSealed')] }
  const key = sealing.key === null ? undefined : trails?.keyNamed(sealing.key)
  const problems = changedParts(shapeOf(catalogue), sealing.tables)
  const rest = breather()
  const known = new Set<string>()
  for (const table of sealedTables(catalogue)) {
    const { name, keyIn, valuesIn } = table
    known.add(name)
    const found = namer(problems, name)
    const rows = catalogue
      .prepare(
        `SELECT seal.digest, ${keyIn('t')}, ${valuesIn('t')} FROM "${name}" AS t
         LEFT JOIN seal ON seal.tbl = '${name}' AND seal.id = ${keyIn('t')}`,
      )
      .raw()
    for (const [seal, id, ...values] of rows.iterate() as IterableIterator<Row>) {
      if (seal === null) found('rowAdded', id)
      else if (!isSealed(seal, sealOf(key, name, id, values), key !== undefined)) found('rowChanged', id)
      await rest()
    }
    const gone = catalogue
      .prepare(`SELECT id FROM seal WHERE tbl = ? AND id NOT IN (SELECT ${keyIn('t')} FROM "${name}" AS t)`)
      .pluck()
    for (const id of gone.iterate(name) as IterableIterator<Row[1]>) {
      found('rowMissing', id)
      await rest()
    }
    found.end()
  }
  const strange = catalogue.prepare('SELECT DISTINCT tbl FROM seal').pluck().all() as string[]
  for (const name of strange.filter((tbl) => !known.has(tbl)))
    problems.push(reasonOf('partChanged', { part: name }))
  const isElsewhere = sealing.key !== null && key === undefined
  return { problems, notes: isElsewhere ? [reasonOf('sealedElsewhere')] : [] }
}

type Value = string | number | null | Buffer
type Row = [seal: Buffer | null, id: Value, ...values: Value[]]

/** Names the first rows of a table, and says how many more there are. */
function namer(problems: Reason[], table: string) {
  let count = 0
  const found = (name: 'rowAdded' | 'rowChanged' | 'rowMissing', id: Value) => {
    count++
    if (count <= NAMED) problems.push(reasonOf(name, { table, row: String(id) }))
  }
  return Object.assign(found, {
    end: () => {
      if (count > NAMED) problems.push(reasonOf('moreRowsChanged', { table, more: count - NAMED }))
    },
  })
}

function changedParts(now: string, sealed: string): Reason[] {
  if (now === sealed) return []
  const [here, there] = [partsIn(now), partsIn(sealed)]
  const names = new Set([...Object.keys(here), ...Object.keys(there)])
  const changed = [...names].filter((name) => here[name] !== there[name])
  return changed.map((part) => reasonOf('partChanged', { part }))
}

function partsIn(text: string): Record<string, unknown> {
  try {
    return { ...(JSON.parse(text) as object) }
  } catch {
    return {}
  }
}
