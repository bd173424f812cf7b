import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../../src/main/engine/Engine.ts'
import { verifyStudy } from '../../../src/main/engine/store/verifyStudy.ts'
import type { OpenStudy } from '../../../src/main/engine/study/OpenStudy.ts'
import { wordsOf } from '../../../src/shared/reasons/wordsOf.ts'
import { contentOf } from './content.ts'
import type { Writing } from './Writing.ts'

/** What the study held before, as `prepared` wrote it down. */
export const KEPT = 'kept.json'

/** The study of the operation, opened if need be: anew, where it could only be looked at. */
export async function studyIn(engine: Engine, home: string): Promise<OpenStudy> {
  if (engine.isOpen && engine.study.store.readOnly === null) return engine.study
  await engine.close()
  return engine.openStudy(join(home, 'study'))
}

/** All that is wrong after an operation that was disturbed, in words: with the study, with what was in it, with it. */
export async function afterwards(
  writing: Writing,
  engine: Engine,
  home: string,
  after: { acknowledged: readonly string[]; isDone: boolean },
): Promise<string[]> {
  try {
    const wrong: string[] = []
    if (writing.startsFrom !== 'nothing') {
      const { store } = await studyIn(engine, home)
      if (store.readOnly) wrong.push(`read-only: ${wordsOf(store.readOnly, 'en')}`)
      for (const reason of await verifyStudy(store)) wrong.push(`verify: ${wordsOf(reason, 'en')}`)
      wrong.push(...(await gone(home, store)))
    }
    return [...wrong, ...(await writing.check(engine, home, after))]
  } catch (error) {
    return [`checking threw: ${error instanceof Error ? error.stack : String(error)}`]
  }
}

async function gone(home: string, store: OpenStudy['store']): Promise<string[]> {
  const path = join(home, KEPT)
  if (!existsSync(path)) return []
  const now = new Set(await contentOf(store))
  const kept = JSON.parse(readFileSync(path, 'utf8')) as string[]
  return kept.filter((line) => !now.has(line)).map((line) => `gone: ${line}`)
}
