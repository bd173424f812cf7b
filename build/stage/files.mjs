import { copyFileSync, linkSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Paths of all files and links below a folder, with '/' between names, sorted; folders named in `without` are left out. */
export function filesIn(folder, without = []) {
  const found = []
  const visit = (below) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (!entry.isDirectory()) found.push(path)
      else if (!without.includes(entry.name)) visit(path)
    }
  }
  visit('')
  return found.sort()
}

/** Copies a file, and makes the folders it lies in. */
export function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
}

/** The same file under a second name where the disk can do that, else a copy: large parts are not written twice. */
export function linkOrCopy(from, to) {
  mkdirSync(dirname(to), { recursive: true })
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}
