import type { StepTime } from '../../../shared/contract/training.ts'
import { ModelService } from '../models/ModelService.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import type { LogLine } from './runLog.ts'
import { configOf } from './runStore.ts'

/** Rounds that are looked back at. */
const REMEMBERED = 20

/** What a step took in earlier rounds on this machine, and the rounds' memory, newest first, once for each way of training. */
export async function stepTimes({ store: { db } }: OpenStudy): Promise<StepTime[]> {
  const rows = await db
    .selectFrom('run')
    .leftJoin('model', 'model.id', 'run.model_id')
    .selectAll('run')
    .select('model.card')
    .where('run.seconds_per_step', 'is not', null)
    .orderBy('run.started_at', 'desc')
    .limit(REMEMBERED)
    .execute()
  const times = rows.map((row): StepTime => {
    const { method, backbone, size, batch } = configOf(row).settings
    const way = { method, backbone, size, batch }
    return { ...way, secondsPerStep: row.seconds_per_step ?? 0, memory: memoryIn(row.card) }
  })
  const wayOf = ({ method, backbone, size, batch }: StepTime) => `${method} ${backbone} ${size} ${batch}`
  return times.filter((time, i) => times.findIndex((other) => wayOf(other) === wayOf(time)) === i)
}

/** GB that a model's round took at most. */
function memoryIn(card: string | null): number | null {
  const { peakMb } = card === null ? {} : ModelService.cardIn(card)
  return peakMb === undefined ? null : peakMb / 1000
}

/** Seconds that a round over so many frames takes besides its steps, by the log of the last that was finished; null before. */
export function secondsBeside(log: readonly LogLine[], frames: number): number | null {
  const beside = log.findLast((line) => line.beside)?.beside
  return beside ? (beside.seconds * Math.max(1, frames)) / Math.max(1, beside.frames) : null
}
