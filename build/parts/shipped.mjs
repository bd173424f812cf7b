import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../places.mjs'
import { importedPackages } from './imports.mjs'
import { entryAt, nameAt, neededBy, withNeeded } from './lockfile.mjs'

/** Of packages whose package.json says nothing and whose licence file does. */
const READ_FROM_TEXT = { memorystream: 'MIT' }

/**
 * Every npm package that ships for a target, by name: what lies in a staged tree, and what the bundler puts into the
 * window's own files, which lies nowhere. Without a tree, whatever the source imports and what that asks for.
 */
export function shippedPackages({ target, app }) {
  const imported = importedPackages()
  const inWindow = [...imported.keys()].filter((name) => imported.get(name).has('window'))
  const paths = app
    ? new Set([...withNeeded(inWindow, target), ...packagesIn(app)])
    : withNeeded([...imported.keys()], target)
  const whoAsks = askersOf(paths, target)
  const runsIn = processesOf(imported, target)
  return [...paths].sort().map((path) => ({
    ...described(path, app),
    direct: imported.has(nameAt(path)) && path === `node_modules/${nameAt(path)}`,
    processes: [...(runsIn.get(path) ?? [])].sort(),
    askedBy: [...(whoAsks.get(path) ?? [])].sort(),
    needs: neededBy(path, target).filter((needed) => paths.has(needed)),
  }))
}

function described(path, app) {
  const folder = folderOf(path, app)
  const entry = entryAt(path) ?? {}
  const own = folder ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) : {}
  const version = own.version ?? entry.version
  return {
    path,
    name: nameAt(path),
    version,
    licence: entry.license ?? own.license ?? READ_FROM_TEXT[nameAt(path)],
    author: personIn(own.author),
    homepage: addressIn(own),
    deprecated: entry.deprecated,
    integrity: entry.version === version ? entry.integrity : undefined,
    folder,
    inTree: app !== undefined && existsSync(join(app, path)),
  }
}

/** Where a package can be read: in the tree where it lies there, else as set-up installed it. */
function folderOf(path, app) {
  const places = [...(app ? [join(app, path)] : []), join(project, path)]
  return places.find((place) => existsSync(join(place, 'package.json')))
}

const personIn = (author) =>
  (typeof author === 'string' ? author : author?.name)?.replace(/\s*[<(].*$/, '').trim() || undefined

function addressIn({ homepage, repository }) {
  const address = homepage ?? (typeof repository === 'string' ? repository : repository?.url)
  const web = address?.replace(/^git\+/, '').replace(/^(git|ssh):\/\/(git@)?/, 'https://')
  return web?.startsWith('http') ? web.replace(/\.git$/, '') : undefined
}

/** Paths of all packages below a folder's node_modules, nested ones too. */
function packagesIn(folder, below = 'node_modules') {
  const place = join(folder, below)
  if (!existsSync(place)) return []
  return readdirSync(place)
    .sort()
    .filter((name) => !name.startsWith('.') && statSync(join(place, name)).isDirectory())
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(place, name)).map((own) => `${name}/${own}`) : [name],
    )
    .map((name) => `${below}/${name}`)
    .filter((path) => existsSync(join(folder, path, 'package.json')))
    .flatMap((path) => [path, ...packagesIn(folder, `${path}/node_modules`)])
}

function askersOf(paths, target) {
  const found = new Map()
  for (const path of [...paths].filter(entryAt))
    for (const needed of neededBy(path, target))
      found.set(needed, (found.get(needed) ?? new Set()).add(nameAt(path)))
  return found
}

/** The processes that load a package, because they load one that asks for it. */
function processesOf(imported, target) {
  const found = new Map()
  for (const [name, processes] of imported)
    for (const path of withNeeded([name], target))
      found.set(path, new Set([...(found.get(path) ?? []), ...processes]))
  return found
}
