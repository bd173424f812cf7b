import { join } from 'node:path'
import { connect } from '../connection.ts'
import { CATALOGUE, type Store } from '../openStore.ts'

/**
 * Copies the catalogue as it is at one moment into a file of its own, while people go on working. It is read over a
 * connection of its own, which sees what is committed by that moment and nothing else; over the one that is written by,
 * SQLite copies nothing while a transaction is under way.
 */
export async function snapshot({ folder }: Pick<Store, 'folder'>, path: string): Promise<void> {
  const moment = connect(join(folder, CATALOGUE), true)
  try {
    // The moment is that of the first reading after this.
    moment.exec('BEGIN')
    moment.prepare('SELECT count(*) FROM setting').get()
    await moment.backup(path)
  } finally {
    moment.close()
  }
}
