import { correctedIn } from '../../../shared/domain/corrected.ts'
import type { ModelRef } from '../../../shared/trainer/protocol.ts'
import { answerOf, type JobService } from '../jobs/JobService.ts'
import type { ExperimentFrame } from './frames.ts'

/** What a model has wrong of frames of a pool that are labelled after it: what a person would correct on its overlays. */
export async function correctionsOn(
  jobs: JobService,
  model: ModelRef,
  pool: readonly ExperimentFrame[],
  rows: readonly number[],
): Promise<Map<number, Uint8Array>> {
  const asked = new Map(rows.flatMap((row) => (pool[row] ? [[pool[row].id, { row, ...pool[row] }]] : [])))
  const corrected = new Map<number, Uint8Array>()
  const frames = [...asked.values()].map(({ id, path }) => ({ id, path }))
  const job = jobs.ask(
    { kind: 'predict', job: { model, frames } },
    {
      priority: 'round',
      onEvent: (event) => {
        const frame = event.kind === 'prediction' ? asked.get(event.id) : undefined
        const wrong = event.kind === 'prediction' && frame && correctedIn(event.mask, frame.mask)
        if (frame && wrong) corrected.set(frame.row, wrong)
      },
    },
  )
  answerOf(await job.outcome)
  return corrected
}
