import { connectionOf } from './connection.ts'
import type { Store } from './openStore.ts'

/** Copies the catalogue as it is at one moment into a file of its own, while people go on working. */
export async function snapshot(store: Store, path: string): Promise<void> {
  await connectionOf(store).backup(path)
}
