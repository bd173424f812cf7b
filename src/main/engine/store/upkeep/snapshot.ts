import { join } from 'node:path'
import { CATALOGUE } from '../catalogueFile.ts'
import { connectionOf } from '../connection.ts'
import type { Store } from '../openStore.ts'
import { copyAtOneMoment, copyCatalogue } from '../sqlite/copyCatalogue.ts'

/**
 * Copies the catalogue as it is at one moment into a file of its own, while people go on working. It is read over a
 * connection of its own, which sees what is committed by that moment and nothing else; over the one that is written by,
 * SQLite copies nothing while a transaction is under way.
 */
export async function snapshot(store: Store, path: string): Promise<void> {
  if (store.isInMemory) return copyCatalogue(connectionOf(store), path)
  return copyAtOneMoment(join(store.folder, CATALOGUE), path)
}
