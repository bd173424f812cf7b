/**
 * The one way in which parts get to where they run. A checkout's set-up (`steps.mjs`) calls the functions of `stage/` for
 * its cache folder; this puts the same parts into the tree that is installed: `node build/stage.mjs linux-x64 FOLDER`.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { say } from './console.mjs'
import { cache, project } from './places.mjs'
import { setUp } from './setup.mjs'
import { nameOf, targets } from './targets.mjs'

/**
 * Stages a target into `out`, which is emptied: what a user's folder of LoCo Studio holds. The app must have been built.
 * Returns where the version lies, what was staged, and the sha256 of its manifest.
 */
export async function stage({ target, out }) {
  // They need packages that a checkout has after its set-up only.
  const { stageVersion } = await import('./stage/version.mjs')
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  const started = Date.now()
  say(`Staging LoCo Studio ${version} for ${nameOf(target)} …`)
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const work = join(cache, 'release', nameOf(target))
  const staged = await stageVersion({ target, root: out, version, work })
  say(`  staged in ${Math.round((Date.now() - started) / 1000)} s`)
  return { root: out, version, ...staged }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name, out] = process.argv.slice(2)
  try {
    const target = targets[name]
    if (!target?.electron || out === undefined)
      throw new Error(`say what to stage and where: node build/stage.mjs ${packaged().join('|')} FOLDER`)
    await setUp({ strict: true })
    await stage({ target, out: resolve(out) })
  } catch (error) {
    say(error.message)
    process.exitCode = 1
  }
}

function packaged() {
  return Object.keys(targets).filter((name) => targets[name].electron)
}
