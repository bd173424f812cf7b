import { Failure } from '../../../shared/contract/failure.ts'
import { spreadOver } from '../../../shared/domain/spreadOver.ts'
import type { FrameRef, TrustJob } from '../../../shared/trainer/protocol.ts'
import { framePath } from '../../files/originals.ts'
import { answerOf, type JobService } from '../jobs/JobService.ts'
import { ModelService } from '../models/ModelService.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { RunRow } from '../store/schema.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import type { Taken } from './Asking.ts'
import { runFolder } from './runFolder.ts'
import { readCurves } from './runLog.ts'
import { configOf } from './runStore.ts'

/** Frames that are shown until somebody chooses others. */
const AT_FIRST = 4

/**
 * The frames that somebody asks about, or some that are spread over those that are learned from without a label. Fails
 * FRAME_NOT_FOUND, HELD_OUT for one of a patient who judges: what nets see there must sway nobody.
 */
export async function framesAsked(
  { store: { db, folder }, index }: OpenStudy,
  wanted: readonly number[] | null,
): Promise<FrameRef[]> {
  const ids = wanted ?? spreadOver([...index.ids({ split: 'train', labelled: false }, undefined)], AT_FIRST)
  if (ids.length === 0) return []
  const rows = await framesOfPatients(db)
    .select(['frame.id', 'frame.sha256', 'frame.extension', 'patient.split'])
    .where('frame.id', 'in', ids)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = byId.get(id)
    if (!row) throw new Failure('frameGone')
    if (row.split !== 'train') throw new Failure('heldOut')
    return { id: String(id), path: framePath(folder, row.sha256, row.extension) }
  })
}

/**
 * What a round that does not learn now takes for true, by its model, or where it has none by its newest checkpoint: a person
 * waits for it, beside whatever else is at work. Trust is as it was in the last step that was told. Fails
 * TRAINING_NOT_READY where nothing is kept yet, and as trainers do.
 */
export async function takenByKept(
  study: OpenStudy,
  jobs: JobService,
  row: RunRow,
  frames: readonly FrameRef[],
): Promise<Taken[]> {
  const { losses } = await readCurves(study, row.id)
  const trust = { thresholds: losses.at(-1)?.thresholds ?? [], entropyBelow: null }
  const found: Taken[] = []
  const job = jobs.ask(
    { kind: 'trust', job: { source: await sourceOf(study, row), trust, frames } },
    {
      onEvent: (event) => {
        if (event.kind === 'taken') found.push(event)
      },
    },
  )
  answerOf(await job.outcome)
  return found
}

async function sourceOf(study: OpenStudy, row: RunRow): Promise<TrustJob['source']> {
  if (row.model_id === null)
    return { kind: 'checkpoint', settings: configOf(row).settings, runFolder: runFolder(study, row.id) }
  const model = await ModelService.named(study, row.model_id)
  return { kind: 'model', ...ModelService.fileOf(study, model) }
}
