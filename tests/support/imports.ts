import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { project } from './places.ts'

interface Violation {
  readonly rule: { readonly name: string }
  readonly from: string
  readonly to: string
}

/** What imports what in a checkout, and which of its rules that breaks. */
export interface Imports {
  readonly summary: { readonly violations: readonly Violation[]; readonly totalCruised: number }
  readonly modules: readonly {
    readonly source: string
    readonly dependencies: readonly { readonly resolved: string }[]
  }[]
}

const cruiser = join(project, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')

/** Reads all imports of the checkout at `root`, types too. */
export function importsIn(root: string): Imports {
  const args = [cruiser, 'src', '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json']
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256e6,
  })
  if (!stdout.startsWith('{')) throw new Error(stderr)
  return JSON.parse(stdout) as Imports
}
