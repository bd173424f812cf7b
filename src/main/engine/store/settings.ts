import type { Kysely } from 'kysely'
import type { Catalogue } from './schema.ts'

/** All that a study keeps about itself, by key. */
export async function settingsOf(db: Kysely<Catalogue>): Promise<Map<string, string>> {
  const rows = await db.selectFrom('setting').selectAll().execute()
  return new Map(rows.map(({ key, value }) => [key, value]))
}

/** One setting of a study; undefined where it was never set. */
export async function settingOf(db: Kysely<Catalogue>, key: string): Promise<string | undefined> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value
}

/** Sets a setting, whatever it was. */
export async function setSetting(db: Kysely<Catalogue>, key: string, value: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((c) => c.column('key').doUpdateSet({ value }))
    .execute()
}

export async function removeSetting(db: Kysely<Catalogue>, key: string): Promise<void> {
  await db.deleteFrom('setting').where('key', '=', key).execute()
}
