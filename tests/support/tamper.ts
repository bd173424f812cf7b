import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Changes a closed study's catalogue as somebody does who knows SQLite: past the engine, and past its triggers. */
export function tamper(study: string, change: (catalogue: Database.Database) => void): void {
  const catalogue = new Database(join(study, 'catalogue.sqlite'))
  try {
    const triggers = catalogue
      .prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'note_%'`)
      .all() as { name: string; sql: string }[]
    for (const { name } of triggers) catalogue.exec(`DROP TRIGGER ${name}`)
    change(catalogue)
    for (const { sql } of triggers) catalogue.exec(sql)
  } finally {
    catalogue.close()
  }
}
