import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { markOf } from '../../store/studyMark.ts'
import type { OpenStudy } from '../../study/OpenStudy.ts'

/**
 * Where a study's patient key lies when nobody has chosen a place: apart from the study, named after it when it was made.
 * Found again by its last part, whatever the study is called by now.
 */
export async function ownKeyFile({ store, name }: OpenStudy, keysFolder: string): Promise<string> {
  const id = await markOf(store)
  const known = (await readdir(keysFolder).catch((): string[] => [])).sort()
  const own = known.find((file) => file.endsWith(`-${id}.key`))
  return join(keysFolder, own ?? `${name.replace(/[^\p{L}\p{N} ._-]/gu, '-')}-${id}.key`)
}
