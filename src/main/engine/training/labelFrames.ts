import { ofShard, type Shard, WHOLE } from '../../../shared/domain/shard.ts'
import type { EventOf } from '../../../shared/trainer/messages.ts'
import type { FrameRef, PredictJob } from '../../../shared/trainer/protocol.ts'
import { framePath } from '../../files/originals.ts'
import type { Job } from '../jobs/JobService.ts'
import { LabelService } from '../labels/LabelService.ts'
import { ModelService } from '../models/ModelService.ts'
import type { ModelRow } from '../store/schema.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { Wanted } from './Wanted.ts'

/** Overlays after which whoever looks at the study is told of new ones. */
const NEWS_EVERY = 20

export interface Selection {
  readonly shard?: Shard | undefined
  /** Frames too that have the model's overlay already. */
  readonly again?: boolean | undefined
}

/** The frames that a model has to label, in the order of their ids, and how many of them it has labelled before. */
export async function framesToLabel(
  { store: { db, folder } }: OpenStudy,
  model: string,
  { shard = WHOLE, again = false }: Selection = {},
): Promise<{ frames: FrameRef[]; before: number }> {
  const rows = await db
    .selectFrom('frame')
    .leftJoin('layer', (join) =>
      join
        .onRef('layer.frame_id', '=', 'frame.id')
        .on('layer.kind', '=', 'model')
        .on('layer.author', '=', model),
    )
    .select(['frame.id', 'frame.sha256', 'frame.extension', 'layer.id as layer'])
    .where('frame.hidden', '=', 0)
    .orderBy('frame.id')
    .execute()
  const own = ofShard(rows, shard)
  const wanted = again ? own : own.filter(({ layer }) => layer === null)
  const frames = wanted.map(({ id, sha256, extension }) => ({
    id: String(id),
    path: framePath(folder, sha256, extension),
  }))
  return { frames, before: own.length - wanted.length }
}

/** Frames being labelled, and their overlays being kept. */
export interface Labelling<O> {
  readonly outcome: Promise<O>
  /** Resolves after that, with the number of overlays that are kept. Fails where the study could not take one. */
  readonly kept: Promise<number>
  cancel(): void
}

export type Progress = Pick<
  Extract<EventOf<'predict'>, { kind: 'working' }>,
  'done' | 'total' | 'secondsLeft'
>

type AskPredict<O> = (
  given: { readonly kind: 'predict'; readonly job: PredictJob },
  onEvent: (event: EventOf<'predict'>) => void,
) => Job<O>

/** Lets a model label frames of the study and keeps each overlay as soon as it is there. */
export function labelFrames<O>(
  study: OpenStudy,
  model: ModelRow,
  frames: readonly FrameRef[],
  ask: AskPredict<O>,
  onProgress: (progress: Progress) => void,
): Labelling<O> {
  let kept = 0
  let failure: unknown
  let work = Promise.resolve()
  let fresh: number[] = []
  const wanted = new Wanted(study)
  const tellFresh = () => {
    if (fresh.length > 0) study.changes.send({ what: 'overlays', frames: fresh })
    fresh = []
  }
  const keep = async (prediction: Extract<EventOf<'predict'>, { kind: 'prediction' }>) => {
    if (failure !== undefined) return
    try {
      await LabelService.keepPrediction(study, model.id, prediction)
      await study.index.refresh([Number(prediction.id)])
      kept++
      fresh.push(Number(prediction.id))
      if (fresh.length >= NEWS_EVERY) tellFresh()
    } catch (error) {
      failure = error
      job.cancel()
    }
  }
  const file = ModelService.fileOf(study, model)
  const given = { kind: 'predict', job: { model: file, frames: wanted.first(frames) } } as const
  const job = ask(given, (event) => {
    if (event.kind === 'working') {
      wanted.tell(job)
      onProgress(event)
    }
    if (event.kind === 'prediction') work = work.then(() => keep(event))
  })
  return {
    outcome: job.outcome,
    kept: job.outcome.then(async () => {
      await work
      tellFresh()
      if (failure !== undefined) throw failure
      return kept
    }),
    cancel: () => job.cancel(),
  }
}
