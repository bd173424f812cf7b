import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, type Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
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
  try {
    await mkdir(folder, { recursive: true })
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
    if ((error as { code?: string }).code === 'EEXIST')
      throw new Failure('studyHereAlready', { folder }, error)
    throw failureOf(error)
  } finally {
    await removeCatalogue(unfinished)
  }
}
