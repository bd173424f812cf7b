import { groupsAlike } from '../../../shared/domain/groupsAlike.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** Frames that look almost alike: neighbours in a film that must not fall into two splits or be labelled twice. */
export async function nearDuplicates({ store: { db } }: OpenStudy): Promise<{ frames: number[] }[]> {
  const rows = await db
    .selectFrom('frame')
    .select(['id', 'likeness'])
    .where('likeness', 'is not', null)
    .where('hidden', '=', 0)
    .orderBy('id')
    .execute()
  const hashed = rows.flatMap(({ id, likeness }) => (likeness === null ? [] : [{ id, likeness }]))
  return groupsAlike(hashed).map((frames) => ({ frames }))
}
