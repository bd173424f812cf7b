import { chmodSync, lstatSync, lutimesSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Gives everything below a folder, and the folder, one time and plain rights: what may be run stays so. Archives made of it
 * are the same whenever and by whomever it was staged.
 */
export function tidy(folder, time) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const info = lstatSync(path)
    if (info.isDirectory()) tidy(path, time)
    else setPlain(path, info, time)
  }
  setPlain(folder, lstatSync(folder), time)
}

function setPlain(path, info, time) {
  const runs = info.isDirectory() || (info.mode & 0o100) !== 0
  if (!info.isSymbolicLink()) chmodSync(path, runs ? 0o755 : 0o644)
  lutimesSync(path, time, time)
}
