import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../places.mjs'

const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'))

/** What a target can hold of what the lockfile names: a package for other processors or systems is never installed. */
export function suits({ os, cpu, libc }, target) {
  const [system, processor] = target.split('-')
  return allows(os, system) && allows(cpu, processor) && (system !== 'linux' || allows(libc, 'glibc'))
}

function allows(list, one) {
  if (!list) return true
  const wanted = list.filter((name) => !name.startsWith('!'))
  return !list.includes(`!${one}`) && (wanted.length === 0 || wanted.includes(one))
}

/** An entry of the lockfile by its path below the project, as "node_modules/sharp". */
export const entryAt = (path) => packages[path]

export const nameAt = (path) => path.replace(/^.*node_modules\//, '')

/** Where Node finds a package that is asked for from another: beside it, or in a folder above. */
function resolved(name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (packages[path]) return path
    if (at === '') return undefined
  }
}

/** Paths of what a package asks for and a target can hold, in order. */
export function neededBy(path, target) {
  const {
    dependencies,
    optionalDependencies,
    peerDependencies,
    peerDependenciesMeta = {},
  } = packages[path] ?? {}
  const beside = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta[name]?.optional)
  const names = new Set([...Object.keys({ ...dependencies, ...optionalDependencies }), ...beside])
  return [...names]
    .sort()
    .map((name) => resolved(name, path))
    .filter((found) => found && !packages[found].dev && suits(packages[found], target))
}

/** Those packages, and all that they ask for, by path. */
export function withNeeded(names, target) {
  const found = new Set()
  const open = names.map((name) => `node_modules/${name}`)
  while (open.length > 0) {
    const path = open.pop()
    if (found.has(path) || !suits(packages[path], target)) continue
    found.add(path)
    open.push(...neededBy(path, target))
  }
  return found
}
