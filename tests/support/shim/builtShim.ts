import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../places.ts'

/** Compiles the shim into a folder; returns its path, for LD_PRELOAD and `loadShim`. */
export function builtShim(folder: string): string {
  const sources = join(project, 'tests/support/shim')
  const files = readdirSync(sources).filter((name) => name.endsWith('.c'))
  const headers = join(project, 'node_modules/node-api-headers/include')
  const out = join(folder, 'shim.node')
  const flags = ['-O1', '-shared', '-fPIC', '-Wall', '-Wextra', '-Werror', `-I${headers}`]
  execFileSync('cc', [...flags, ...files.map((name) => join(sources, name)), '-o', out, '-ldl'])
  return out
}
