import { WorkService } from '../../engine/work/WorkService.ts'
import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')
const oversee = studyOperation('oversee')
const review = studyOperation('review')

/** Who reads what, what reviewers say of it, and what is signed. */
export const workRoutes = {
  lists: see.work.lists.handler(({ context }) => WorkService.lists(context)),
  frame: see.work.frame.handler(({ context, input }) => WorkService.frameReview(context, input.frame)),
  readers: oversee.work.readers.handler(({ context: { study } }) => WorkService.readers(study)),
  readersOf: oversee.work.readersOf.handler(({ context: { study }, input }) =>
    WorkService.readersOf(study, input.examination),
  ),
  examinations: see.work.examinations.handler(({ context, input }) =>
    WorkService.examinations(context, input),
  ),
  progress: oversee.work.progress.handler(({ context }) => WorkService.progress(context)),
  assign: oversee.work.assign.handler(async ({ context, input }) => ({
    examinations: await WorkService.assign(context, input),
  })),
  takeAway: oversee.work.takeAway.handler(async ({ context, input }) => ({
    examinations: await WorkService.takeAway(context, input.of, input.readers),
  })),
  share: oversee.work.share.handler(({ context, input }) => WorkService.share(context, input)),
  say: review.work.say.handler(async ({ context, input }) => ({
    verdict: await WorkService.say(context, input),
  })),
  examination: see.work.examination.handler(({ context, input }) =>
    WorkService.examination(context, input.id),
  ),
  sign: review.work.sign.handler(async ({ context, input }) => {
    await WorkService.sign(context, input.examination, input.reason)
    return {}
  }),
  unlock: review.work.unlock.handler(async ({ context, input }) => {
    await WorkService.unlock(context, input.examination, input.reason)
    return {}
  }),
}
