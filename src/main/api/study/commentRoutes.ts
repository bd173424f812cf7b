import { ReviewService } from '../../engine/review/ReviewService.ts'
import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')
const label = studyOperation('label')

/** Remarks on frames. */
export const commentRoutes = {
  of: see.comments.of.handler(({ context: { study }, input }) =>
    ReviewService.commentsOf(study, input.frame),
  ),
  add: label.comments.add.handler(async ({ context, input }) => ({
    id: await ReviewService.addComment(context, input),
  })),
  settle: label.comments.settle.handler(async ({ context, input }) => {
    await ReviewService.settleComment(context, input.comment)
    return {}
  }),
}
