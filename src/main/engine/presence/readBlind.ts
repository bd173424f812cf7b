import type { OpenStudy } from '../study/OpenStudy.ts'

/** How many readers make an examination one that is read blind. */
const BLIND_FROM = 2

/**
 * Those of some frames whose examination is read blind. Who is on them is never said, also once all have read: a reader
 * who goes through them again would be told by it.
 */
export async function readBlind(study: OpenStudy, frames: readonly number[]): Promise<ReadonlySet<number>> {
  if (frames.length === 0) return new Set()
  const found = await study.store.db
    .selectFrom('frame')
    .innerJoin('assignment', 'assignment.examination_id', 'frame.examination_id')
    .select('frame.id')
    .where('frame.id', 'in', [...frames])
    .groupBy('frame.id')
    .having(({ fn }) => fn.countAll(), '>=', BLIND_FROM)
    .execute()
  return new Set(found.map(({ id }) => id))
}
