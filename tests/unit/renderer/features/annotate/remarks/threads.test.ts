import { expect, it } from 'vitest'
import { threadsOf } from '../../../../../../src/renderer/features/annotate/remarks/threads.ts'
import type { Comment } from '../../../../../../src/shared/contract/comments.ts'

const comment = (id: number, answers: number | null = null): Comment => ({
  id,
  text: `text ${id}`,
  place: null,
  answers,
  author: 'Lin',
  at: '2026-12-01',
  settled: null,
})

it('remarks are numbered in their order, each with its answers', () => {
  const threads = threadsOf([comment(3), comment(5), comment(6, 3), comment(8, 5), comment(9, 3)])
  expect(
    threads.map(({ number, remark, answers }) => [number, remark.id, answers.map(({ id }) => id)]),
  ).toEqual([
    [1, 3, [6, 9]],
    [2, 5, [8]],
  ])
})
