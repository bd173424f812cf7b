import { join } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { CATALOGUE } from './catalogueFile.ts'
import { type Connection, connect } from './connection.ts'
import { SCHEMA_VERSION } from './migrations/index.ts'
import { readHeader } from './sqlite/header.ts'
import { inMemory } from './sqlite/inMemory.ts'

/** Whether a catalogue's own file says that a newer app wrote it; what lies in its log alone is found where it is opened. */
export function isNewer(folder: string): boolean {
  try {
    return (readHeader(join(folder, CATALOGUE)).page?.version ?? 0) > SCHEMA_VERSION
  } catch {
    return false
  }
}

/**
 * A newer catalogue to look at: as a copy in memory, since SQLite may write files of its own beside one that it reads. One
 * that is too large for that is read where it lies. Fails READ_ONLY where it says that an app as old as this would misread it.
 */
export function newerCatalogue(folder: string): Connection {
  const path = join(folder, CATALOGUE)
  const connection = inMemory(path) ?? connect(path, true)
  const lowest = connection.prepare(`SELECT value FROM setting WHERE key = 'lowestReader'`).pluck().get()
  if (typeof lowest === 'string' && Number(lowest) <= SCHEMA_VERSION) return connection
  connection.close()
  throw new Failure('tooNewToRead')
}
