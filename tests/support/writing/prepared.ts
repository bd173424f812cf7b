import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testEngine } from '../TestStudy.ts'
import { KEPT } from './afterwards.ts'
import { contentOf } from './content.ts'
import type { Writing } from './Writing.ts'

/** Makes what an operation starts from below `place`; returns its folder. */
export async function prepared(writing: Writing, place: string): Promise<string> {
  const home = join(place, `prepared-${writing.name.replaceAll(' ', '-')}`)
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  const engine = testEngine(home)
  await writing.prepare(engine, home)
  if (writing.startsFrom === undefined) {
    const { store } = engine.isOpen ? engine.study : await engine.openStudy(join(home, 'study'))
    writeFileSync(join(home, KEPT), JSON.stringify(await contentOf(store)))
  }
  await engine.close()
  return home
}
