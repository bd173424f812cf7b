import { addComment, commentsOf, settleComment } from './comments.ts'
import { decide } from './decide.ts'
import { edit } from './edit.ts'
import { framesWaiting } from './framesWaiting.ts'
import { giveBack } from './giveBack.ts'
import { settle } from './settle.ts'
import { takeBack } from './takeBack.ts'
import { toSettle } from './toSettle.ts'
import { underReview } from './underReview.ts'
import { unsettled } from './unsettled.ts'

/** What reviewers say: of regions and frames, in remarks, and where readers differ. Each act is one transaction. */
export const ReviewService = {
  underReview,
  decide,
  edit,
  takeBack,
  giveBack,
  framesWaiting,
  commentsOf,
  addComment,
  settleComment,
  toSettle,
  unsettled,
  settle,
}
