import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../places.mjs'

const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
const ours = new Set(Object.keys({ ...dependencies, ...optionalDependencies }))

/** Which process runs what lies in a folder of the source; `src/shared` goes wherever it is asked for. */
const PROCESSES = [
  ['renderer/', 'window'],
  ['preload/', 'window'],
  ['main/shell/', 'window'],
  ['main/trainer/', 'trainer'],
  ['main/assistant/', 'assistant'],
  ['main/cli/', 'command line'],
  ['main/loco.ts', 'command line'],
  ['shared/', 'window'],
  ['shared/', 'engine'],
  ['main/', 'engine'],
]

/** Every package that the source imports itself, with the processes that load it. Fails where one is imported nowhere. */
export function importedPackages() {
  const found = new Map()
  for (const file of sourceFiles())
    for (const name of packagesIn(readFileSync(join(project, 'src', file), 'utf8'))) {
      const processes = found.get(name) ?? new Set()
      for (const process of processesOf(file)) processes.add(process)
      found.set(name, processes)
    }
  const idle = [...ours].filter((name) => !found.has(name))
  if (idle.length > 0) throw new Error(`${idle.join(', ')}: in package.json, and no source imports it`)
  return found
}

const sourceFiles = () =>
  readdirSync(join(project, 'src'), { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => /\.(ts|tsx|mts|css)$/.test(name))
    .sort()

function packagesIn(text) {
  const imported = text.matchAll(/(?:from|import|require)\s*\(?\s*['"]((?:@[\w.-]+\/)?[\w.-]+)[^'"\s]*['"]/g)
  // A codec is named by a string that is imported later; no other string looks like the file of a scoped package.
  const named = text.matchAll(/['"](@[\w.-]+\/[\w.-]+)\/[^'"\s]+['"]/g)
  return [...imported, ...named].map(([, name]) => name).filter((name) => ours.has(name))
}

function processesOf(file) {
  const first = PROCESSES.find(([folder]) => file.startsWith(folder))
  return PROCESSES.filter(([folder]) => folder === first?.[0]).map(([, process]) => process)
}
