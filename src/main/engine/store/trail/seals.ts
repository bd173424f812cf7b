import { createHmac, hash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { TrailKey } from './Trails.ts'

/** A table whose rows are sealed. */
export interface SealedTable {
  readonly name: string
  /** What names a row for good, as SQL over a row called `row`: a `rowid` does not outlive a vacuum. */
  keyIn(row: string): string
  /** What its seal is made of, as SQL. */
  valuesIn(row: string): string
}

/** Bytes of a seal that anybody can check, and those that only the key's owner can. */
const PLAIN = 8
const KEYED = 16

/** Not sealed: the seals, the trail, which has its chain, and what SQLite and its search keep for themselves. */
const UNSEALED = /^(seal$|audit$|sqlite_|note_text)/
/** Told by another column, which is sealed: a mask takes long to hash, and is checked against its own hash. */
const TOLD_BY_HASH = new Set(['revision.mask', 'veto.mask'])

export function sealedTables(catalogue: Database): SealedTable[] {
  const names = catalogue
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all() as string[]
  return names.filter((name) => !UNSEALED.test(name)).map((name) => tableOf(catalogue, name))
}

export function tableOf(catalogue: Database, name: string): SealedTable {
  const columns = catalogue.pragma(`table_info("${name}")`) as { name: string; pk: number }[]
  const keys = columns.filter(({ pk }) => pk > 0)
  const sealed = columns.filter((column) => !TOLD_BY_HASH.has(`${name}.${column.name}`))
  const listed = (row: string, some: typeof columns) => some.map((c) => `${row}."${c.name}"`).join(', ')
  return {
    name,
    // The plus takes the column's type away, which the seals' column has not: otherwise SQLite would look through all of them.
    keyIn: (row) => (keys.length === 1 ? `+${listed(row, keys)}` : `json_array(${listed(row, keys)})`),
    valuesIn: (row) => listed(row, sealed),
  }
}

/**
 * What a catalogue is made of: its tables, indexes and triggers, each with the beginning of a sha256, as JSON. What SQLite
 * counts for itself to plan by comes and goes.
 */
export function shapeOf(catalogue: Database): string {
  const parts = catalogue
    .prepare(
      `SELECT name, type, tbl_name, sql FROM sqlite_master
       WHERE name NOT LIKE 'sqlite@_stat%' ESCAPE '@' ORDER BY name`,
    )
    .raw()
    .all() as string[][]
  const hashed = parts.map(([name = '', ...rest]) => [
    name,
    hash('sha256', JSON.stringify(rest)).slice(0, 16),
  ])
  return JSON.stringify(Object.fromEntries(hashed))
}

type Value = string | number | null | Buffer

/**
 * A row's seal: the beginning of a sha256, which finds flipped bits anywhere, and of an HMAC with the key, which nobody
 * else can make; without a key the first alone.
 */
export function sealOf(
  key: TrailKey | undefined,
  table: string,
  id: Value,
  values: readonly Value[],
): Buffer {
  const plain = values.map((value) => (Buffer.isBuffer(value) ? [hash('sha256', value)] : value))
  const text = JSON.stringify([table, id, plain])
  const digest = hash('sha256', text, 'buffer').subarray(0, PLAIN)
  if (!key) return digest
  const keyed = createHmac('sha256', key.secret).update(text).digest().subarray(0, KEYED)
  return Buffer.concat([digest, keyed])
}

/** Whether a seal is the right one, as far as this machine can tell. */
export const isSealed = (found: Buffer, right: Buffer, hasKey: boolean): boolean =>
  hasKey ? found.equals(right) : found.subarray(0, PLAIN).equals(right.subarray(0, PLAIN))

/** Gives a connection the functions that seals are made with. */
export function defineSeal(catalogue: Database, key: TrailKey | undefined): void {
  catalogue.function(
    'loco_seal',
    { varargs: true, deterministic: true },
    (table: string, id: Value, ...values: Value[]) => sealOf(key, table, id, values),
  )
  catalogue.function(
    'loco_seal_again',
    { varargs: true, deterministic: true },
    (before: Buffer, table: string, id: Value, ...values: Value[]) => {
      const right = sealOf(key, table, id, values)
      return isSealed(before, right, false) ? right : before
    },
  )
}

/** What a seal is made of, as arguments. */
const sealed = ({ name, keyIn, valuesIn }: SealedTable, row: string) =>
  `'${name}', ${keyIn(row)}, ${valuesIn(row)}`

const call = (table: SealedTable, row: string) => `loco_seal(${sealed(table, row)})`

/** Seals all rows as they are now. */
export function sealAll(catalogue: Database): void {
  catalogue.exec('DELETE FROM seal')
  for (const table of sealedTables(catalogue)) sealRows(catalogue, table)
}

/** Seals the rows of one table as they are now. */
export function sealRows(catalogue: Database, table: SealedTable): void {
  const { name, keyIn } = table
  catalogue.exec(
    `INSERT OR REPLACE INTO seal SELECT '${name}', ${keyIn('t')}, ${call(table, 't')} FROM "${name}" AS t`,
  )
}

/** Gives the rows that are as they were sealed a seal by the key of this machine; the others keep what tells so. */
export function sealAgain(catalogue: Database): void {
  for (const table of sealedTables(catalogue)) {
    if (table.name === 'sealing') continue
    catalogue.exec(
      `UPDATE seal SET digest = loco_seal_again(seal.digest, ${sealed(table, 't')}) FROM "${table.name}" AS t
       WHERE seal.tbl = '${table.name}' AND seal.id = ${table.keyIn('t')}`,
    )
  }
}

/**
 * Has every change over this connection sealed in its own transaction. The triggers are the connection's own, so that a
 * change over any other, by hand, leaves the seals behind.
 */
export function sealChanges(catalogue: Database): void {
  for (const table of sealedTables(catalogue)) {
    const { name, keyIn } = table
    const put = `INSERT INTO seal VALUES ('${name}', ${keyIn('new')}, ${call(table, 'new')})
      ON CONFLICT (tbl, id) DO UPDATE SET digest = excluded.digest`
    const drop = `DELETE FROM seal WHERE tbl = '${name}' AND id = ${keyIn('old')}`
    catalogue.exec(`
      CREATE TEMP TRIGGER "seal_${name}_new" AFTER INSERT ON main."${name}" BEGIN ${put}; END;
      CREATE TEMP TRIGGER "seal_${name}_changed" AFTER UPDATE ON main."${name}" BEGIN ${put}; END;
      CREATE TEMP TRIGGER "seal_${name}_gone" AFTER DELETE ON main."${name}" BEGIN ${drop}; END`)
  }
}
