import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from './sync.ts'

/**
 * Makes a folder and those above it, where they are missing; they are on the disk when it returns. Node's own way answers
 * that there is no such folder where a broken or read-only disk does not take one, and never ends below /proc; here that
 * fails with what the disk said.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path).catch(unlessThere)
  }
  // Whatever is synced inside is lost with a folder that is not.
  await syncFolder(dirname(path))
}

/** Somebody else may have made it meanwhile. */
function unlessThere(error: { code?: string }): void {
  if (error.code !== 'EEXIST') throw error
}
