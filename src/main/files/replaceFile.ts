import { rename } from 'node:fs/promises'
import { setTimeout as pass } from 'node:timers/promises'
import { refused } from '../../shared/reasons/Refused.ts'

/** What Windows says of a file or folder that another program has open: a virus scanner, an indexer, a viewer. */
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY'])
/** A scanner is done with a new file after a moment, ms between tries; whoever looks at it for longer is told of. */
const WAITS = [10, 20, 50, 100, 200, 400, 800]

/**
 * Puts a file, or a folder, in the place of another. On Windows a rename fails while another program has either open:
 * there it is tried again for a second and a half. Throws `Refused` where it is held even then, and as the disk does.
 */
export function replaceFile(from: string, to: string): Promise<void> {
  return process.platform === 'win32' ? patiently(to, () => rename(from, to)) : rename(from, to)
}

/** Does what fails while another program has the file at `path` open, until it does not, or for too long. */
export async function patiently(
  path: string,
  act: () => Promise<void>,
  waits: readonly number[] = WAITS,
): Promise<void> {
  for (const wait of waits) {
    const error = await act().then(() => undefined, heldBy)
    if (error === undefined) return
    await pass(wait)
  }
  await act().catch((error: unknown) => {
    throw refused('fileInUse', { path }, heldBy(error))
  })
}

/** The error again, where it says that a file is held; throws it where it says anything else. */
function heldBy(error: unknown): unknown {
  if (HELD.has((error as { code?: string }).code ?? '')) return error
  throw error
}
