import type { Kysely } from 'kysely'
import type { Comment } from '../../../shared/contract/comments.ts'
import { Failure } from '../../../shared/contract/failure.ts'
import { record } from '../store/audit.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { writing } from './writing.ts'

/** All remarks on a frame and their answers, the oldest first. */
export async function commentsOf({ store: { db } }: OpenStudy, frame: number): Promise<Comment[]> {
  const rows = await db
    .selectFrom('comment')
    .leftJoin('comment_settled as settled', 'settled.comment_id', 'comment.id')
    .select(['comment.id', 'comment.x', 'comment.y', 'comment.text', 'comment.answers'])
    .select(['comment.author', 'comment.at', 'settled.author as settledBy', 'settled.at as settledAt'])
    .where('comment.frame_id', '=', frame)
    .orderBy('comment.id')
    .execute()
  return rows.map(({ id, x, y, text, answers, author, at, settledBy, settledAt }) => ({
    id,
    text,
    place: x === null || y === null ? null : { x, y },
    answers,
    author,
    at,
    settled: settledBy === null || settledAt === null ? null : { author: settledBy, at: settledAt },
  }))
}

interface NewComment {
  readonly frame: number
  readonly text: string
  readonly place: Comment['place']
  readonly answers: number | null
}

/** Adds a remark or an answer; see the contract. */
export async function addComment(call: Call, { frame, text, place, answers }: NewComment): Promise<number> {
  const author = call.actor.name
  return writing(call, frame, async (db) => {
    const size = await db
      .selectFrom('frame')
      .select(['width', 'height'])
      .where('id', '=', frame)
      .executeTakeFirst()
    if (!size) throw new Failure('frameGone')
    const isWithin = !place || (within(place.x, size.width) && within(place.y, size.height))
    if (!isWithin) throw new Failure('commentOutside')
    if (answers !== null && (await remark(db, answers))?.frame_id !== frame) throw new Failure('commentGone')
    // An answer stands below its remark, whose place is its own.
    const [x, y] = answers === null && place ? [place.x, place.y] : [null, null]
    const at = new Date().toISOString()
    const { id } = await db
      .insertInto('comment')
      .values({ frame_id: frame, x, y, text, answers, author, at })
      .returning('id')
      .executeTakeFirstOrThrow()
    await record(db, {
      actor: author,
      action: 'comment',
      subject: `frame:${frame}`,
      detail: { comment: id, answers, x, y, text },
    })
    return { tells: ['review'], is: id }
  })
}

/** Says that nothing is left to do about a remark. Fails COMMENT_NOT_FOUND. */
export async function settleComment(call: Call, comment: number): Promise<void> {
  const found = await remark(call.study.store.db, comment)
  if (!found) throw new Failure('commentGone')
  const author = call.actor.name
  await writing(call, found.frame_id, async (db) => {
    const known = await db
      .selectFrom('comment_settled')
      .select('comment_id')
      .where('comment_id', '=', comment)
      .executeTakeFirst()
    if (known) return { tells: [], is: undefined }
    const at = new Date().toISOString()
    await db.insertInto('comment_settled').values({ comment_id: comment, author, at }).execute()
    await record(db, {
      actor: author,
      action: 'comment-settled',
      subject: `frame:${found.frame_id}`,
      detail: { comment },
    })
    return { tells: ['review'], is: undefined }
  })
}

/** A remark by its id; an answer is none. */
const remark = (db: Kysely<Catalogue>, id: number) =>
  db
    .selectFrom('comment')
    .select(['id', 'frame_id'])
    .where('id', '=', id)
    .where('answers', 'is', null)
    .executeTakeFirst()

const within = (at: number, length: number) => at >= 0 && at <= length
