import type { Kysely } from 'kysely'
import * as z from 'zod'
import type { Catalogue } from '../schema.ts'
import { setSetting, settingOf } from '../settings.ts'

const KEY = 'guardedClasses'
const values = z.array(z.number().int())

/** The classes that a study has chosen not to miss; undefined where it has chosen none. */
export async function guardedIn(db: Kysely<Catalogue>): Promise<number[] | undefined> {
  const text = await settingOf(db, KEY)
  if (text === undefined) return undefined
  try {
    return values.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Chooses them, inside a transaction of the caller. */
export const setGuarded = (db: Kysely<Catalogue>, classes: readonly number[]): Promise<void> =>
  setSetting(db, KEY, JSON.stringify(classes))
