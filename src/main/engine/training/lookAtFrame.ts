import { Failure } from '../../../shared/contract/failure.ts'
import { framePath } from '../../files/originals.ts'
import { answerOf, type JobService } from '../jobs/JobService.ts'
import { LabelService } from '../labels/LabelService.ts'
import { ModelService } from '../models/ModelService.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'
import { labelFrames } from './labelFrames.ts'

/**
 * Lets the model in use label one frame for a person who waits, beside a round or the overlays of the whole study: by the
 * trainer that is kept warm, in some tenths of a second. Fails FRAME_NOT_FOUND, HELD_OUT before the reader has finished a mask
 * of their own where that comes first, MODEL_NOT_FOUND where no model is in use, FILE_DAMAGED for a picture or a model that
 * cannot be read, and as trainers do.
 */
export async function lookAtFrame(call: Call, jobs: JobService, frame: number): Promise<void> {
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
  const { outcome, kept } = labelFrames(
    study,
    model,
    frames,
    (given, onEvent) => jobs.ask(given, { onEvent }),
    () => {},
  )
  await kept
  if (answerOf(await outcome).unreadable > 0) throw new Failure('imageChanged')
}
