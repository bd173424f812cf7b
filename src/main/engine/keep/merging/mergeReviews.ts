import type { Transaction } from 'kysely'
import type { Catalogue } from '../../store/schema.ts'
import type { ForeignStudy } from '../../store/upkeep/foreignCopy.ts'
import { commentsIn, type ForeignVerdict, verdictsIn } from './foreignReviews.ts'

type Db = Transaction<Catalogue>
type FrameIds = ReadonlyMap<string, number>

/**
 * Brings another study's remarks in, and what its reviewers said of frames of which nobody has said anything here: the last
 * verdict counts, and one from elsewhere shall not outdo one of here. Each under its author's name; what is there already
 * comes in once.
 */
export async function mergeReviews(db: Db, other: ForeignStudy, idOf: FrameIds) {
  return { comments: await mergeComments(db, other, idOf), verdicts: await mergeVerdicts(db, other, idOf) }
}

async function mergeComments(db: Db, other: ForeignStudy, idOf: FrameIds): Promise<number> {
  const own = new Map<number, number>()
  let added = 0
  for (const { id, frame, answers, settledBy, settledAt, ...said } of await commentsIn(other)) {
    const frame_id = idOf.get(frame)
    if (frame_id === undefined) continue
    const there = await db
      .selectFrom('comment')
      .select('id')
      .where('frame_id', '=', frame_id)
      .where('author', '=', said.author)
      .where('at', '=', said.at)
      .where('text', '=', said.text)
      .executeTakeFirst()
    if (!there) added++
    const row = { ...said, frame_id, answers: (answers === null ? undefined : own.get(answers)) ?? null }
    const here =
      there ?? (await db.insertInto('comment').values(row).returning('id').executeTakeFirstOrThrow())
    own.set(id, here.id)
    if (settledBy !== null && settledAt !== null)
      await db
        .insertInto('comment_settled')
        .values({ comment_id: here.id, author: settledBy, at: settledAt })
        .onConflict((c) => c.doNothing())
        .execute()
  }
  return added
}

/** Returns what the trail tells of each: the study is compared with it. */
async function mergeVerdicts(db: Db, other: ForeignStudy, idOf: FrameIds) {
  const reviewed = new Set(
    (await db.selectFrom('verdict').select('frame_id').distinct().execute()).map((row) => row.frame_id),
  )
  const told = []
  for (const said of await verdictsIn(other)) {
    const frame = idOf.get(said.frame)
    if (frame === undefined || reviewed.has(frame)) continue
    told.push(await addVerdict(db, frame, said))
  }
  return told
}

async function addVerdict(db: Db, frame: number, { mask, says, reason, text, reviewer, at }: ForeignVerdict) {
  const place = mask === null ? undefined : await placeOf(db, frame, mask)
  const { layer = null, revision = null } = place ?? {}
  const { id } = await db
    .insertInto('verdict')
    .values({ frame_id: frame, says, layer_id: layer, revision, reason, text, reviewer, at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { verdict: id, says, reviewer, layer, revision, reason, text }
}

/** Where the mask that a verdict was said of came to lie here. */
const placeOf = (db: Db, frame: number, mask: string) =>
  db
    .selectFrom('layer')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select(['layer.id as layer', 'revision.number as revision'])
    .where('layer.frame_id', '=', frame)
    .where('layer.kind', '!=', 'model')
    .where('revision.sha256', '=', mask)
    .orderBy('revision.id', 'desc')
    .limit(1)
    .executeTakeFirst()
