import { ReviewService } from '../../engine/review/ReviewService.ts'
import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')
const review = studyOperation('review')

/** What reviewers say of masks, region by region. */
export const reviewRoutes = {
  of: see.review.of.handler(({ context, input }) => ReviewService.underReview(context, input.frame)),
  decide: review.review.decide.handler(({ context, input }) => ReviewService.decide(context, input)),
  edit: review.review.edit.handler(async ({ context, input }) => {
    await ReviewService.edit(context, input)
    return {}
  }),
  takeBack: review.review.takeBack.handler(({ context, input }) =>
    ReviewService.takeBack(context, input.frame),
  ),
  giveBack: review.review.giveBack.handler(async ({ context, input }) => {
    await ReviewService.giveBack(context, input)
    return {}
  }),
  waiting: review.review.waiting.handler(({ context }) => ReviewService.framesWaiting(context)),
}
