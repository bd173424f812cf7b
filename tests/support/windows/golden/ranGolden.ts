import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Wine } from '../Wine.ts'
import { bundledGolden } from './bundled.ts'
import type { Outcome } from './vitest.ts'

/** A file of `tests/golden` and what came of its cases, in their order. */
export interface Ran {
  readonly file: string
  readonly outcomes: readonly Outcome[]
}

const PLACE = 'C:\\golden'

/** Runs all of `tests/golden` on the Node, TensorFlow and weights of an installed version's `resources`, a process per file. */
export async function ranGolden(wine: Wine, resources: string): Promise<readonly Ran[]> {
  const files = await bundledGolden(wine.at(PLACE))
  symlinkSync(wine.at(`${resources}\\app\\node_modules`), join(wine.at(PLACE), 'node_modules'))
  const ran: Ran[] = []
  for (const file of files) {
    const out = `${PLACE}\\${file}.json`
    const { code, errors } = await wine.run(
      `${resources}\\runtime\\node\\bin\\node.exe`,
      [`${PLACE}\\tests\\golden\\${file}.cjs`, out],
      { LOCO_GOLDEN_DIR: `${PLACE}\\vectors`, LOCO_CACHE_DIR: `${resources}\\runtime` },
    )
    if (code !== 0) throw new Error(`${file} ended with ${String(code)}: ${errors}`)
    ran.push({ file, outcomes: JSON.parse(readFileSync(wine.at(out), 'utf8')) as readonly Outcome[] })
  }
  return ran
}
