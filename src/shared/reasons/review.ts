import { failure, text } from './reason.ts'

/** Reasons that have to do with who reads, who reviews, and what was signed. */
export const review = {
  examinationSigned: failure('FRAME_LOCKED', { reviewer: text }),
  nothingToReview: failure('STALE_REVISION', {}),
  regionChanged: failure('STALE_REVISION', {}),
  regionsLeft: failure('WRONG_USAGE', {}),
  nobodyToGiveBackTo: failure('WRONG_USAGE', {}),
  commentGone: failure('COMMENT_NOT_FOUND', {}),
  commentOutside: failure('WRONG_USAGE', {}),
  hasReadTheFrame: failure('NOT_ALLOWED', { reader: text }),
  notTwoReaders: failure('WRONG_USAGE', {}),
}
