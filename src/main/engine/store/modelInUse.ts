import type { Kysely } from 'kysely'
import type { Catalogue, ModelRow } from './schema.ts'

/** The model whose overlays are shown, that rounds start from and are compared with; undefined before there is one. */
export const modelInUse = (db: Kysely<Catalogue>): Promise<ModelRow | undefined> =>
  db.selectFrom('model').selectAll().where('in_use', '=', 1).executeTakeFirst()

/** Its id alone: a card holds every score of every frame it was judged on. */
export async function idOfModelInUse(db: Kysely<Catalogue>): Promise<string | undefined> {
  const row = await db.selectFrom('model').select('id').where('in_use', '=', 1).executeTakeFirst()
  return row?.id
}
