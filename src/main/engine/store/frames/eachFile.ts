import { connectionOf } from '../connection.ts'
import type { Store } from '../openStore.ts'

/** Goes over the originals of all frames: whose, its sha256, and how its file's name ends. */
export function eachFile(
  store: Store,
  each: (frame: number, sha256: string, extension: string) => void,
): void {
  const rows = connectionOf(store).prepare('SELECT id, sha256, extension FROM frame').raw()
  for (const [frame, sha256, extension] of rows.iterate() as IterableIterator<[number, string, string]>)
    each(frame, sha256, extension)
}
