import { rm } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { LogLink } from './LogLink.ts'
import { readable } from './readable.ts'

/**
 * Copies an open catalogue as it is at one moment, what is in its log included, into a file that is a catalogue by itself.
 * The connection must have no transaction open but one of its own for that moment. Leaves nothing where it fails.
 */
export async function copyCatalogue(from: Database.Database, to: string): Promise<void> {
  try {
    await from.backup(to)
    const copy = new Database(to)
    try {
      LogLink.seal(copy)
    } finally {
      copy.close()
    }
  } catch (error) {
    await removeCatalogue(to)
    throw error
  }
}

/** The same of a catalogue that may be open elsewhere, over a connection that holds one moment of it. */
export async function copyAtOneMoment(from: string, to: string): Promise<void> {
  const { connection: moment } = readable(from)
  try {
    // The moment is that of the first reading after this.
    moment.exec('BEGIN')
    moment.prepare('SELECT count(*) FROM setting').get()
    await copyCatalogue(moment, to)
  } finally {
    moment.close()
  }
}

/** Removes a catalogue's file and what SQLite may have left beside it. */
export async function removeCatalogue(path: string): Promise<void> {
  for (const end of ['', '-wal', '-shm', '-journal'])
    await rm(`${path}${end}`, { force: true }).catch(() => {})
}
