import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../fetch.mjs'
import { project } from '../places.mjs'
import { closureOf, isNamed, packagesNamed, placeOf } from './closure.mjs'
import { copy, filesIn } from './files.mjs'
import { ships } from './trim.mjs'

const CODE = /\.(js|cjs|mjs)$/
const PREFIX = 'node_modules/'

/**
 * Installs into `folder`, a `node_modules`, the packages that the code of `entries` (files and folders) needs on a target,
 * and keeps of them what is loaded at run time. `work` keeps what was installed as it came: npm is asked once for each
 * lockfile.
 */
export async function stagePackages({ target, entries, folder, work }) {
  const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'))
  const { dependencies, optionalDependencies } = lock.packages['']
  const sources = entries.map((file) => readFileSync(file, 'utf8'))
  const roots = packagesNamed(Object.keys({ ...dependencies, ...optionalDependencies }), sources)
  const part = closureOf(lock, roots)
  await install(part, target, work)
  for (const path of neededOf(part.packages, roots, work, target))
    for (const file of shippedOf(path, work, target))
      copy(join(work, path, file), join(folder, path.slice(PREFIX.length), file))
}

async function install(lock, { platform, arch, libc }, work) {
  const text = `${JSON.stringify(lock, null, 1)}\n`
  const done = join(work, 'installed.json')
  if (existsSync(done) && readFileSync(done, 'utf8') === text) return
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  writeFileSync(join(work, 'package-lock.json'), text)
  writeFileSync(join(work, 'package.json'), JSON.stringify({ ...lock.packages[''], private: true }))
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-bin-links']
  const machine = [`--os=${platform}`, `--cpu=${arch}`, ...(libc ? [`--libc=${libc}`] : [])]
  await run('npm', ['ci', ...quiet, ...machine], { cwd: work })
  writeFileSync(done, text)
}

/**
 * Of installed packages those that code names which ships: a lockfile also has what is asked for to install, build or
 * describe types with.
 */
function neededOf(packages, roots, work, target) {
  const needed = new Set()
  const open = roots.map((name) => `${PREFIX}${name}`)
  while (open.length > 0) {
    const path = open.pop()
    if (path === undefined || needed.has(path) || !existsSync(join(work, path))) continue
    needed.add(path)
    const code = shippedOf(path, work, target).filter((file) => CODE.test(file))
    const sources = code.map((file) => readFileSync(join(work, path, file), 'utf8'))
    for (const name of new Set([...askedFor(packages[path]), ...sources.flatMap(required)])) {
      const place = placeOf(packages, path, name)
      // Native parts are named piece by piece, by what the machine is called.
      const isNative = place !== undefined && packages[place].cpu !== undefined
      if (isNative || sources.some((source) => isNamed(name, source))) open.push(place)
    }
  }
  return [...needed].sort()
}

/** tfjs requires a package that only a neighbour of its asks for. */
const required = (source) =>
  [...source.matchAll(/\brequire\(["']((?:@[^/"']+\/)?[^./"'][^/"']*)/g)].map(([, name]) => name)

const askedFor = ({ dependencies, optionalDependencies, peerDependencies }) =>
  Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })

function shippedOf(path, work, target) {
  const name = path.slice(path.lastIndexOf(PREFIX) + PREFIX.length)
  return filesIn(join(work, path), ['node_modules']).filter((file) => ships(name, file, target))
}
