import type { SavedSearch } from '../../../shared/contract/catalogue.ts'
import type { FrameFilter } from '../../../shared/contract/frames.ts'
import { mustWrite, type Session } from '../Session.ts'

/** Searches that people gave a name, by name. */
export async function listSearches({ store: { db } }: Session): Promise<SavedSearch[]> {
  const rows = await db.selectFrom('saved_search').selectAll().orderBy('name').execute()
  return rows.map(({ id, name, filter }) => ({ id, name, filter: JSON.parse(filter) as FrameFilter }))
}

/** Keeps a filter under a name; the same name again replaces it. */
export async function saveSearch(
  session: Session,
  name: string,
  filter: FrameFilter,
): Promise<SavedSearch[]> {
  mustWrite(session)
  const row = { name, filter: JSON.stringify(filter), at: new Date().toISOString() }
  await session.store.db
    .insertInto('saved_search')
    .values(row)
    .onConflict((c) => c.column('name').doUpdateSet({ filter: row.filter, at: row.at }))
    .execute()
  session.changes.send({ what: 'searches' })
  return listSearches(session)
}

export async function removeSearch(session: Session, id: number): Promise<SavedSearch[]> {
  mustWrite(session)
  await session.store.db.deleteFrom('saved_search').where('id', '=', id).execute()
  session.changes.send({ what: 'searches' })
  return listSearches(session)
}
