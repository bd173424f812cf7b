import { Failure } from '../../../shared/contract/failure.ts'
import { framePath } from '../../files/originals.ts'
import { answerOf, type JobService, type Outcome } from '../jobs/JobService.ts'
import { LabelService } from '../labels/LabelService.ts'
import { ModelService } from '../models/ModelService.ts'
import { readOriginal } from '../store/frameFiles.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'
import { type Labelling, labelFrames } from './labelFrames.ts'

type Look = Labelling<Outcome<'predict'>>

/**
 * Lets the model in use label one frame for a person who waits, beside a round or the overlays of the whole study: by the
 * trainer that is kept warm, in some tenths of a second. Fails FRAME_NOT_FOUND, HELD_OUT before the reader has finished a mask
 * of their own where that comes first, MODEL_NOT_FOUND where no model is in use, FILE_DAMAGED for a picture or a model that
 * cannot be read, NO_STUDY_OPEN where the study is closed meanwhile, and as trainers do. `keep` resolves when the overlay is
 * kept, and has the study wait for that before it closes.
 */
export async function lookAtFrame(
  call: Call,
  jobs: JobService,
  frame: number,
  keep: (look: Look) => Promise<unknown>,
): Promise<void> {
  const { study } = call
  mustWrite(study)
  const { db, folder } = study.store
  const row = await db
    .selectFrom('frame')
    .select(['sha256', 'extension'])
    .where('id', '=', frame)
    .executeTakeFirst()
  if (!row) throw new Failure('frameGone')
  if (await LabelService.hidesOverlays(call, frame)) throw new Failure('heldOut')
  const model = await ModelService.inUse(study)
  if (!model) throw new Failure('noModelInUse')
  const frames = [{ id: String(frame), path: framePath(folder, row.sha256, row.extension) }]
  const look = labelFrames(
    study,
    model,
    frames,
    (given, onEvent) => jobs.ask(given, { onEvent }),
    () => {},
  )
  await keep(look)
  const outcome = await look.outcome
  // Nothing else breaks off what a person waits for.
  if (outcome.kind === 'failed' && outcome.failure.code === 'cancelled') throw new Failure('studyClosed')
  if (answerOf(outcome).unreadable === 0) return
  // The trainer only counts what it could not read: what is wrong with the file is said here.
  await readOriginal(folder, row.sha256, row.extension)
  throw new Failure('imageChanged')
}
