import { groupsAlike } from '../../../shared/domain/groupsAlike.ts'
import { AssistService } from '../assist/AssistService.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/**
 * Frames that look almost alike: neighbours in a film that must not fall into two splits or be labelled twice. By their
 * hashes, and where box assist has read them by what it saw: in another light or size a picture has another hash.
 */
export async function nearDuplicates(study: OpenStudy): Promise<{ frames: number[] }[]> {
  const rows = await study.store.db
    .selectFrom('frame')
    .select(['id', 'likeness'])
    .where('likeness', 'is not', null)
    .where('hidden', '=', 0)
    .orderBy('id')
    .execute()
  const hashed = rows.flatMap(({ id, likeness }) => (likeness === null ? [] : [{ id, likeness }]))
  return groupsAlike(hashed, await AssistService.twins(study)).map((frames) => ({ frames }))
}
