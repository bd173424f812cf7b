import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { artefacts, assistFolder } from './places.ts'

/**
 * What set-up has fetched but for the nets of box assist, as a folder for LOCO_CACHE_DIR: else every window that a test
 * leaves on a frame would have it read, for some seconds of both cores.
 */
export function cacheWithoutAssist(): string {
  const cache = dirname(assistFolder)
  const folder = join(artefacts, 'cache')
  mkdirSync(folder, { recursive: true })
  for (const name of existsSync(cache) ? readdirSync(cache) : [])
    if (join(cache, name) !== assistFolder) link(join(cache, name), join(folder, name))
  return folder
}

/** Another test file may do the same meanwhile. */
function link(to: string, from: string): void {
  try {
    symlinkSync(to, from, 'junction')
  } catch (error) {
    if (!existsSync(from)) throw error
  }
}
