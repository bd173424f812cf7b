import type { Kysely } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { FrameReview, FrameVerdict } from '../../../shared/contract/frameReview.ts'
import { stageOf } from '../../../shared/domain/stage.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'

const verdicts = (db: Kysely<Catalogue>) =>
  db
    .selectFrom('verdict')
    .select(['verdict.frame_id as frame', 'verdict.says', 'verdict.reviewer', 'verdict.reason'])
    .select(['verdict.text', 'verdict.at'])

/** What a reader's masks of some frames came back with last. */
export async function lastReturns(
  db: Kysely<Catalogue>,
  frames: readonly number[],
  reader: string,
): Promise<(FrameVerdict & { frame: number })[]> {
  const rows = await verdicts(db)
    .innerJoin('layer', 'layer.id', 'verdict.layer_id')
    .where('verdict.frame_id', 'in', [...frames])
    .where('verdict.says', '=', 'returned')
    .where('layer.author', '=', reader)
    .orderBy('verdict.id')
    .execute()
  return [...new Map(rows.map((row) => [row.frame, row])).values()]
}

/** Who reads a frame and what was said of it, as far as whoever asks may know. Fails FRAME_NOT_FOUND. */
export async function frameReview(call: Call, frame: number): Promise<FrameReview> {
  const { study, actor } = call
  const { db } = study.store
  const placed = study.index.placed(frame)
  if (!placed) throw new Failure('frameGone')
  const facts = study.index.reviews.factsOf(placed)
  const isBlind = study.index.isBlind(frame)
  const reading = facts.readings.get(actor.name) ?? null
  const [returned = null] = reading === 'returned' ? await lastReturns(db, [frame], actor.name) : []
  const verdict = await verdicts(db)
    .where('verdict.frame_id', '=', frame)
    .orderBy('verdict.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const layers = new Map((await layersOf(db, frame)).map(({ author, ...layer }) => [author, layer]))
  const maySee = (name: string) => !isBlind || name === actor.name
  const begun = isBlind ? [actor.name] : [...facts.readings.keys()]
  const names = [...new Set([...facts.assigned, ...begun.filter((name) => facts.readings.has(name))])]
  return {
    examination: placed.examination,
    reading,
    returned,
    // What was said of a mask that has changed since, or was submitted anew, says nothing of it now.
    verdict: verdict && !(stageOf(facts) === 'submitted') ? verdict : null,
    readers: names
      .filter((name) => name !== '')
      .map((name) => ({
        name,
        stage: maySee(name) ? (facts.readings.get(name) ?? null) : null,
        isAssigned: facts.assigned.includes(name),
        layer: maySee(name) ? (layers.get(name) ?? null) : null,
      })),
    isInUse: await isInUse(db),
    judgesOwn: !study.index.hasAccounts,
  }
}

/** Whether anybody was given work, has said something of it, or has an account. */
async function isInUse(db: Kysely<Catalogue>): Promise<boolean> {
  for (const table of ['assignment', 'verdict', 'account', 'sign_off'] as const)
    if (await db.selectFrom(table).select('id').limit(1).executeTakeFirst()) return true
  return false
}

/** Readers' masks of a frame. */
async function layersOf(db: Kysely<Catalogue>, frame: number) {
  const rows = await db
    .selectFrom('layer')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .innerJoin('frame', 'frame.id', 'layer.frame_id')
    .select((eb) => [
      'layer.id',
      'layer.author',
      'frame.label_layer',
      eb.fn.max('revision.number').as('revision'),
    ])
    .where('layer.frame_id', '=', frame)
    .where('layer.kind', '=', 'reader')
    .groupBy('layer.id')
    .execute()
  return rows.map(({ id, author, revision, label_layer: label }) => ({
    id,
    author,
    revision,
    isLabel: id === label,
  }))
}
