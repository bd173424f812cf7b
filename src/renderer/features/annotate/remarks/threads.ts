import type { Comment } from '../../../../shared/contract/comments.ts'

/** A remark with its answers, and the number that it is called by on its frame. */
export interface Thread {
  readonly number: number
  readonly remark: Comment
  readonly answers: readonly Comment[]
}

/** Remarks in the order in which they were made, each with what was answered. */
export const threadsOf = (comments: readonly Comment[]): Thread[] =>
  comments
    .filter(({ answers }) => answers === null)
    .map((remark, n) => ({
      number: n + 1,
      remark,
      answers: comments.filter(({ answers }) => answers === remark.id),
    }))
