import { addComment, commentsOf, settleComment } from './comments.ts'
import { decide } from './decide.ts'
import { edit } from './edit.ts'
import { framesWaiting } from './framesWaiting.ts'
import { giveBack } from './giveBack.ts'
import { settle } from './settling/settle.ts'
import { toSettle } from './settling/toSettle.ts'
import { unsettled } from './settling/unsettled.ts'
import { takeBack } from './takeBack.ts'
import { underReview } from './underReview.ts'

/** What reviewers say: of regions and frames, in remarks, and where readers differ. Each act is one transaction. */
export const ReviewService = {
  underReview,
  decide,
  edit,
  takeBack,
  giveBack,
  framesWaiting,
  comments: { of: commentsOf, add: addComment, settle: settleComment },
  settling: { of: toSettle, waiting: unsettled, settle },
}
