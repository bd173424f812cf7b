import { ReviewService } from '../../engine/review/ReviewService.ts'
import { studyOperation } from '../answering/operations.ts'

const settle = studyOperation('settle')

/** What readers differ on, settled by somebody else. */
export const settlingRoutes = {
  waiting: settle.settling.waiting.handler(({ context }) => ReviewService.unsettled(context)),
  of: settle.settling.of.handler(({ context, input }) => ReviewService.toSettle(context, input.frame)),
  settle: settle.settling.settle.handler(async ({ context, input }) => {
    await ReviewService.settle(context, input)
    return {}
  }),
}
