import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { artefacts } from '../artefacts.mjs'
import { fetchWheel, run } from '../fetch.mjs'
import { cache } from '../places.mjs'
import { unzip } from '../unzip.mjs'

const place = join(cache, 'zig', artefacts.zig.version)

/**
 * Runs zig, a C and C++ compiler for every target in one package of PyPI, where it has been fetched and unpacked (101 MB,
 * 410 MB on disk) before. What it has compiled once stays below the cache folder: a target's own library takes it minutes.
 */
export const zig = (...args) => zigIn(undefined, ...args)

/** The same in a folder: what a list of resources names is looked for there. */
export async function zigIn(folder, ...args) {
  const binary = join(place, 'zig')
  if (!existsSync(binary)) await unpack(binary)
  const own = join(cache, 'zig', 'compiled')
  return run(binary, args, {
    cwd: folder,
    env: { ...process.env, ZIG_GLOBAL_CACHE_DIR: own, ZIG_LOCAL_CACHE_DIR: own },
  })
}

async function unpack(binary) {
  const wheel = await fetchWheel(artefacts.zig)
  const half = `${place}.${process.pid}`
  mkdirSync(half, { recursive: true })
  await unzip(wheel, half, (name) => /^ziglang\/((lib\/|zig$|LICENSE).*)$/.exec(name)?.[1], 'unpacking zig')
  chmodSync(join(half, 'zig'), 0o755)
  // Named last: whoever finds the folder finds all of it.
  if (existsSync(binary)) rmSync(half, { recursive: true })
  else renameSync(half, place)
  if (!process.env.LOCO_ARTEFACTS) rmSync(wheel, { force: true })
}
