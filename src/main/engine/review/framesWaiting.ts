import { sql } from 'kysely'
import { QueueService } from '../queue/QueueService.ts'
import type { Call } from '../study/Call.ts'

/** Frames of the queue that are ranked: a morning's. */
const OF_QUEUE = 50

interface Waiting {
  readonly list: string
  readonly first: number | null
  readonly total: number
  readonly of: 'readers' | 'model'
}

/** The frames that wait for a reviewer, kept as a list to go through; see the contract. */
export async function framesWaiting({ study }: Call): Promise<Waiting> {
  const waiting = await submittedFrames(study.store.db)
  const ofReaders = study.index
    .list({}, undefined)
    .filter((frame) => waiting.has(frame) && !study.index.isBlind(frame))
  const frames = ofReaders.length > 0 ? ofReaders : await framesOfModel({ study })
  return {
    list: await study.lists.keep(frames),
    first: frames[0] ?? null,
    total: frames.length,
    of: ofReaders.length > 0 ? 'readers' : 'model',
  }
}

/** Frames that somebody has submitted and nobody has let stand since, but for those that are signed. */
async function submittedFrames(db: Call['study']['store']['db']): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    SELECT frame.id FROM frame
    LEFT JOIN verdict ON verdict.id = (SELECT max(last.id) FROM verdict AS last WHERE last.frame_id = frame.id)
    WHERE (frame.label_layer IS NOT NULL
        OR EXISTS (SELECT 1 FROM reading WHERE reading.frame_id = frame.id AND reading.stage = 'submitted'))
      AND NOT (coalesce(verdict.says, '') IN ('accepted', 'settled') AND verdict.layer_id = frame.label_layer
        AND verdict.revision = (SELECT max(number) FROM revision WHERE revision.layer_id = verdict.layer_id))
      AND coalesce((SELECT says FROM sign_off WHERE sign_off.examination_id = frame.examination_id
        ORDER BY sign_off.id DESC LIMIT 1), '') <> 'signed'`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/**
 * Frames without a label on which the model in use sees something: those of the queue in its order, and behind them the others,
 * which look like one of these.
 */
async function framesOfModel({ study }: Pick<Call, 'study'>): Promise<Int32Array> {
  const seen = study.index.list(
    { predicted: true, split: 'train', states: ['untouched', 'inProgress'] },
    undefined,
  )
  const isSeen = new Set(seen)
  const { frames } = await QueueService.next(study, OF_QUEUE)
  const first = frames.map(({ frame }) => frame).filter((frame) => isSeen.has(frame))
  return Int32Array.from(new Set([...first, ...seen]))
}
