import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, type Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import { makeFolder } from '../../files/makeFolder.ts'
import { placeNew } from '../../files/placeNew.ts'
import { holdsStudy } from './besides.ts'
import { CATALOGUE } from './catalogueFile.ts'
import { migrate } from './migrations/migrate.ts'
import { networkDrive } from './networkDrive.ts'
import type { Catalogue } from './schema.ts'
import { CatalogueDialect } from './sqlite/CatalogueDialect.ts'
import { removeCatalogue } from './sqlite/copyCatalogue.ts'
import { LogLink } from './sqlite/LogLink.ts'
import { failureOf } from './sqliteFailure.ts'

/**
 * Makes a catalogue in `folder` with what `fill` writes into it. It appears under its name when it is complete: a kill
 * leaves no study, and no half one. Nothing else makes a catalogue out of nothing.
 */
export async function createStore(
  folder: string,
  fill: (db: Transaction<Catalogue>) => Promise<void>,
): Promise<void> {
  // Copies beside it tell of a study whose catalogue is gone.
  if (holdsStudy(folder)) throw new Failure('studyHereAlready', { folder })
  const unfinished = join(folder, `${CATALOGUE}.${randomUUID().slice(0, 8)}.writing`)
  const missing = missingFolders(folder)
  try {
    await makeFolder(folder)
    const drive = networkDrive(folder)
    if (drive !== undefined) throw new Failure('onNetworkDrive', { drive })
    const database = new Database(unfinished)
    try {
      database.pragma('synchronous = FULL')
      const db = new Kysely<Catalogue>({ dialect: new CatalogueDialect(database) })
      await migrate(db)
      await db.transaction().execute(fill)
      LogLink.seal(database)
    } finally {
      database.close()
    }
    await placeNew(unfinished, join(folder, CATALOGUE))
  } catch (error) {
    await removeCatalogue(unfinished)
    await removeEmpty(missing)
    if ((error as { code?: string }).code === 'EEXIST')
      throw new Failure('studyHereAlready', { folder }, error)
    throw failureOf(error)
  }
}

/** The folders that are missing for one to be there, the innermost first. */
function missingFolders(folder: string): string[] {
  const missing: string[] = []
  for (let at = resolve(folder); !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.push(at)
  return missing
}

/** Removes folders as far as nobody has put anything into them. */
async function removeEmpty(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await rmdir(folder).catch(() => {})
}
