import { type Kysely, sql } from 'kysely'

/**
 * What tells a change made past the app from one made by it. `seal`: a digest of each row of each table (`trail/seals.ts`),
 * `sealing`: by which key, at which version and over which tables. `audit.mac`: that the row and all before it were
 * written by the machine that has the key. `checkpoint`: the sha256 of what a round that waits goes on from.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `ALTER TABLE audit ADD COLUMN key TEXT`,
    `ALTER TABLE audit ADD COLUMN mac TEXT`,
    `ALTER TABLE probability ADD COLUMN sha256 TEXT`,
    `CREATE TABLE seal (
      tbl TEXT NOT NULL, id ANY NOT NULL, digest BLOB NOT NULL,
      PRIMARY KEY (tbl, id)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE sealing (
      id INTEGER PRIMARY KEY CHECK (id = 1), key TEXT, version INTEGER NOT NULL, tables TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE checkpoint (
      run_id TEXT NOT NULL REFERENCES run (id), name TEXT NOT NULL, sha256 TEXT NOT NULL,
      PRIMARY KEY (run_id, name)
    ) STRICT`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
