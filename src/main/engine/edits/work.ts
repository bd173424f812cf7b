import { breather } from '../store/check/breathe.ts'
import { savings, WorkClock } from '../store/savings.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** Savings that are read at a time. */
const AT_A_TIME = 1000

/** Minutes that readers have worked on frames, as `frame:reader`; read once and then on from the last saving. */
export interface Work {
  readonly minutes: Map<string, number>
  readonly clock: WorkClock
  last: number
}

export const noWork = (): Work => ({ minutes: new Map(), clock: new WorkClock(), last: 0 })

/** Reads on in the readers' savings, in the order in which they were made. */
export async function hearWork({ store: { db } }: OpenStudy, work: Work): Promise<void> {
  const rest = breather()
  for (;;) {
    const rows = await savings(db)
      .select(['revision.id', 'revision.at', 'layer.author', 'layer.frame_id'])
      .where('revision.id', '>', work.last)
      .orderBy('revision.id')
      .limit(AT_A_TIME)
      .execute()
    for (const { id, at, author, frame_id } of rows) {
      work.last = id
      const minutes = work.clock.minutesTo(author, at)
      const key = `${frame_id}:${author}`
      if (minutes !== null) work.minutes.set(key, (work.minutes.get(key) ?? 0) + minutes)
    }
    if (rows.length < AT_A_TIME) return
    await rest()
  }
}
