import type { StepTime } from '../../../shared/contract/training.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { configOf, readLog } from './runStore.ts'

/** Rounds that are looked back at. */
const REMEMBERED = 20

/** What a step took in earlier rounds on this machine, newest first, once for each way of training. */
export async function stepTimes({ store: { db } }: OpenStudy): Promise<StepTime[]> {
  const rows = await db
    .selectFrom('run')
    .selectAll()
    .where('seconds_per_step', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(REMEMBERED)
    .execute()
  const times = rows.map((row): StepTime => {
    const { method, backbone, size, batch } = configOf(row).settings
    return { method, backbone, size, batch, secondsPerStep: row.seconds_per_step ?? 0 }
  })
  const way = ({ method, backbone, size, batch }: StepTime) => `${method} ${backbone} ${size} ${batch}`
  return times.filter((time, i) => times.findIndex((other) => way(other) === way(time)) === i)
}

/** Seconds that a round over so many frames takes besides its steps, by the last that was finished; null before. */
export async function secondsBeside(study: OpenStudy, frames: number): Promise<number | null> {
  const last = await study.store.db
    .selectFrom('run')
    .select('id')
    .where('state', '=', 'finished')
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const beside = last && (await readLog(study, last.id)).findLast((line) => line.beside)?.beside
  return beside ? (beside.seconds * Math.max(1, frames)) / Math.max(1, beside.frames) : null
}
