import { basename } from 'node:path'
import { record } from '../store/audit.ts'
import { setSetting } from '../store/settings.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'

/** Says that the study's name was given to it, and is not its folder's, which may be a patient's. */
export const NAME_IS_OWN = 'name-is-own'

/** What a study is called that nobody gave a name: when it was made, which tells nothing of anybody. */
export const namedByDay = (made: Date): string => {
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${made.getFullYear()}-${two(made.getMonth() + 1)}-${two(made.getDate())}`
  return `${day} ${two(made.getHours())}:${two(made.getMinutes())}`
}

/** The name that may stand where others look on; null where a study of before has its folder's. */
export function ownName(settings: ReadonlyMap<string, string>, folder: string): string | null {
  const name = settings.get('name')
  if (name === undefined) return null
  return settings.has(NAME_IS_OWN) || name !== basename(folder) ? name : null
}

/** Gives the study another name. */
export async function rename({ study, actor }: Call, name: string): Promise<void> {
  mustWrite(study)
  await study.store.db.transaction().execute(async (db) => {
    await setSetting(db, 'name', name)
    await setSetting(db, NAME_IS_OWN, '1')
    await record(db, { actor: actor.name, action: 'rename', subject: 'study', detail: { name } })
  })
  study.name = name
  study.ownName = name
  study.changes.send({ what: 'study' })
}
