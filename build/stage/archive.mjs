import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createPackage } from '@electron/asar'
import { copy, filesIn } from './files.mjs'
import { stagePackages } from './packages.mjs'

const REQUIRED = /require\("(\.\.?\/[^"]+)"\)/g

/**
 * Makes `app.asar`: what Electron itself runs of the built app, the window's pages, and the packages these need. Engine,
 * trainer and command line are not in it.
 */
export async function stageArchive({ target, built, about, out, work }) {
  const place = join(work, 'archive')
  rmSync(place, { recursive: true, force: true })
  const shell = [...reachedFrom(built, 'main/index.js'), 'preload/index.js']
  const beside = ['main/package.json', 'preload/package.json']
  const pages = filesIn(join(built, 'renderer')).map((file) => `renderer/${file}`)
  for (const file of [...shell, ...beside, ...pages]) copy(join(built, file), join(place, 'out', file))
  writeFileSync(join(place, 'package.json'), about)
  await stagePackages({
    target,
    entries: shell.map((file) => join(built, file)),
    folder: join(place, 'node_modules'),
    work: join(work, 'packages-shell'),
  })
  mkdirSync(dirname(out), { recursive: true })
  await createPackage(place, out)
}

/** A built file and the chunks it leads to, as paths below the folder of the build. */
function reachedFrom(built, first) {
  const reached = new Set()
  const open = [first]
  while (open.length > 0) {
    const file = open.pop()
    if (reached.has(file)) continue
    reached.add(file)
    const source = readFileSync(join(built, file), 'utf8')
    for (const [, path] of source.matchAll(REQUIRED)) open.push(join(dirname(file), path))
  }
  return [...reached].sort()
}
