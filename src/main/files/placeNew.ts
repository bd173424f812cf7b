import { existsSync } from 'node:fs'
import { link, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from './sync.ts'

/** Disks without a second name for a file, as sticks are. */
const WITHOUT_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'])

/**
 * Gives a finished file its name, where nothing has that name: a rename would put it in place of another file. Throws
 * EEXIST where something has. The name is on the disk when it returns.
 */
export async function placeNew(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
    await rm(from)
  } catch (error) {
    if (!WITHOUT_LINKS.has((error as { code?: string }).code ?? '')) throw error
    if (existsSync(to)) throw Object.assign(new Error('There is a file already.'), { code: 'EEXIST' })
    await rename(from, to)
  }
  await syncFolder(dirname(to))
}
