import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sha256Of } from '../fetch.mjs'

const CHUNK = 8 << 20
const LONGEST = 256

/** The first match's first group anywhere in a binary, read piece by piece; undefined where it says nothing such. */
export function saidIn(file, pattern) {
  const handle = openSync(file, 'r')
  try {
    const buffer = Buffer.alloc(CHUNK)
    for (let at = 0, rest = ''; ; at += CHUNK) {
      const read = readSync(handle, buffer, 0, CHUNK, at)
      if (read === 0) return undefined
      const text = rest + buffer.toString('latin1', 0, read)
      const found = pattern.exec(text)
      // What reaches the end of a piece may go on in the next.
      const isWhole = found && (found.index + found[0].length < text.length || read < CHUNK)
      if (isWhole) return found[1]
      rest = text.slice(-LONGEST)
    }
  } finally {
    closeSync(handle)
  }
}

/** The version that a Windows library bears in its resources, as "14.42.34433.0". */
export const resourceVersion = (file) =>
  saidIn(file, /F\0i\0l\0e\0V\0e\0r\0s\0i\0o\0n\0\0\0(?:\0\0)?((?:[\d. ]\0)+)/)?.replaceAll(/[\0 ]/g, '')

/** Where a path of a staged version lies on this system: a bundle of macOS writes its resources large. */
export function placeIn(tree, path) {
  const isBundle = path.startsWith('resources/') && existsSync(join(tree, 'Info.plist'))
  return join(tree, isBundle ? path.replace('resources', 'Resources') : path)
}

/** The first of these paths that a tree has, from its root. */
export const firstIn = (tree, paths = []) => paths.find((path) => existsSync(placeIn(tree, path)))

/** Name and sha256 of the file that stands for a part: the staged one, else the one that set-up fetches. */
export async function hashed({ holds, distribution }, tree) {
  const path = tree && firstIn(tree, holds)
  if (path) return { file: path, sha256: await sha256Of(placeIn(tree, path)) }
  return distribution?.sha256 ? { file: distribution.file, sha256: distribution.sha256 } : undefined
}

/** Files below the tree's runtime that no part claims: something ships that the list would not name. */
export function unclaimed(tree, parts) {
  const runtime = placeIn(tree, 'resources/runtime')
  if (!existsSync(runtime)) return []
  return readdirSync(runtime, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => statSync(join(runtime, name)).isFile())
    .filter((name) => !parts.some(({ claims }) => claims?.test(name)))
    .sort()
}
