import type { SavedSearch } from '../../../shared/contract/catalogue.ts'
import type { FrameFilter } from '../../../shared/contract/frames.ts'
import { record } from '../store/audit.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'

/** Searches that people gave a name, by name. */
export async function listSearches({ store: { db } }: OpenStudy): Promise<SavedSearch[]> {
  const rows = await db.selectFrom('saved_search').selectAll().orderBy('name').execute()
  return rows.map(({ id, name, filter }) => ({ id, name, filter: JSON.parse(filter) as FrameFilter }))
}

/** Keeps a filter under a name; the same name again replaces it. */
export async function saveSearch(
  { study, actor }: Call,
  name: string,
  filter: FrameFilter,
): Promise<SavedSearch[]> {
  mustWrite(study)
  const row = { name, filter: JSON.stringify(filter), at: new Date().toISOString() }
  await study.store.db.transaction().execute(async (db) => {
    const { id } = await db
      .insertInto('saved_search')
      .values(row)
      .onConflict((c) => c.column('name').doUpdateSet({ filter: row.filter, at: row.at }))
      .returning('id')
      .executeTakeFirstOrThrow()
    const detail = { name, filter }
    await record(db, { actor: actor.name, action: 'save-search', subject: `search:${id}`, detail })
  })
  study.changes.send({ what: 'searches' })
  return listSearches(study)
}

export async function removeSearch({ study, actor }: Call, id: number): Promise<SavedSearch[]> {
  mustWrite(study)
  await study.store.db.transaction().execute(async (db) => {
    const gone = await db.deleteFrom('saved_search').where('id', '=', id).returning('name').executeTakeFirst()
    // Another window was quicker.
    if (!gone) return
    const subject = `search:${id}`
    await record(db, { actor: actor.name, action: 'remove-search', subject, detail: { name: gone.name } })
  })
  study.changes.send({ what: 'searches' })
  return listSearches(study)
}
