import type { Kysely } from 'kysely'
import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import type { Catalogue } from './schema.ts'
import { setSetting, settingOf } from './settings.ts'

const CLASSES = 'classes'

/** What the study's masks can hold; a class's place is its value. */
export async function classesOf(db: Kysely<Catalogue>): Promise<readonly LabelClass[]> {
  return JSON.parse((await settingOf(db, CLASSES)) ?? '[]') as LabelClass[]
}

export const keepClasses = (db: Kysely<Catalogue>, classes: readonly LabelClass[]): Promise<void> =>
  setSetting(db, CLASSES, JSON.stringify(classes))
