import type { SavedSearch } from '../../../shared/contract/catalogue.ts'
import type { FrameFilter } from '../../../shared/contract/frames.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'

/** Searches that people gave a name, by name. */
export async function listSearches({ store: { db } }: OpenStudy): Promise<SavedSearch[]> {
  const rows = await db.selectFrom('saved_search').selectAll().orderBy('name').execute()
  return rows.map(({ id, name, filter }) => ({ id, name, filter: JSON.parse(filter) as FrameFilter }))
}

/** Keeps a filter under a name; the same name again replaces it. */
export async function saveSearch(
  study: OpenStudy,
  name: string,
  filter: FrameFilter,
): Promise<SavedSearch[]> {
  mustWrite(study)
  const row = { name, filter: JSON.stringify(filter), at: new Date().toISOString() }
  await study.store.db
    .insertInto('saved_search')
    .values(row)
    .onConflict((c) => c.column('name').doUpdateSet({ filter: row.filter, at: row.at }))
    .execute()
  study.changes.send({ what: 'searches' })
  return listSearches(study)
}

export async function removeSearch(study: OpenStudy, id: number): Promise<SavedSearch[]> {
  mustWrite(study)
  await study.store.db.deleteFrom('saved_search').where('id', '=', id).execute()
  study.changes.send({ what: 'searches' })
  return listSearches(study)
}
