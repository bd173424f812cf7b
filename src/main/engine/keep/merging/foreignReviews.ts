import * as z from 'zod'
import type { ForeignStudy } from '../../store/upkeep/foreignCopy.ts'
import { checked, count, hash, name } from './foreignRows.ts'

const at = z.iso.datetime()
const words = z.string().max(100_000)

const comment = z.object({
  id: count,
  frame: hash,
  x: z.number().nonnegative().max(65_500).nullable(),
  y: z.number().nonnegative().max(65_500).nullable(),
  text: words,
  answers: count.nullable(),
  author: name,
  at,
  settledBy: name.nullable(),
  settledAt: at.nullable(),
})
export type ForeignComment = z.infer<typeof comment>

const verdict = z.object({
  id: count,
  frame: hash,
  says: z.enum(['begun', 'accepted', 'returned', 'settled', 'reopened']),
  /** Of the mask that it was said of; null where it was said of none, or of one that is not there. */
  mask: hash.nullable(),
  reason: name.nullable(),
  text: words.nullable(),
  reviewer: name,
  at,
})
export type ForeignVerdict = z.infer<typeof verdict>

/** Remarks of another study, in the order in which they were made. Fails STUDY_DAMAGED. */
export async function commentsIn({ db }: ForeignStudy): Promise<ForeignComment[]> {
  const rows = await db
    .selectFrom('comment')
    .innerJoin('frame', 'frame.id', 'comment.frame_id')
    .leftJoin('comment_settled as settled', 'settled.comment_id', 'comment.id')
    .select(['comment.id', 'frame.sha256 as frame', 'comment.x', 'comment.y', 'comment.text'])
    .select(['comment.answers', 'comment.author', 'comment.at'])
    .select(['settled.author as settledBy', 'settled.at as settledAt'])
    .orderBy('comment.id')
    .execute()
  return checked('comment', comment, rows)
}

/** What reviewers said of another study's frames, in the order in which they said it. Fails STUDY_DAMAGED. */
export async function verdictsIn({ db }: ForeignStudy): Promise<ForeignVerdict[]> {
  const rows = await db
    .selectFrom('verdict')
    .innerJoin('frame', 'frame.id', 'verdict.frame_id')
    .leftJoin('revision', (join) =>
      join
        .onRef('revision.layer_id', '=', 'verdict.layer_id')
        .onRef('revision.number', '=', 'verdict.revision'),
    )
    .select(['verdict.id', 'frame.sha256 as frame', 'verdict.says', 'revision.sha256 as mask'])
    .select(['verdict.reason', 'verdict.text', 'verdict.reviewer', 'verdict.at'])
    .orderBy('verdict.id')
    .execute()
  return checked('verdict', verdict, rows)
}

/** What stays with another study: whose accounts, assignments and signatures they are is said there alone. */
export async function leftBehindIn({ db }: ForeignStudy): Promise<number> {
  const counts = []
  for (const table of ['account', 'assignment', 'sign_off'] as const)
    counts.push(
      await db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow(),
    )
  return counts.reduce((sum, { rows }) => sum + Number(rows), 0)
}
