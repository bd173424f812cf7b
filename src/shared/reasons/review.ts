import { failure, names, number, text } from './reason.ts'

/** Reasons that have to do with who reads, who reviews, and what was signed. */
export const review = {
  examinationSigned: failure('FRAME_LOCKED', { reviewer: text }),
  someSigned: failure('FRAME_LOCKED', { count: number, reviewer: text }),
  classesSigned: failure('FRAME_LOCKED', { reviewer: text }),
  examinationGone: failure('EXAMINATION_NOT_FOUND', {}),
  ownMask: failure('NOT_ALLOWED', {}),
  reasonNeeded: failure('WRONG_USAGE', {}),
  notAReader: failure('WRONG_USAGE', { reader: text }),
  twoReadersNeeded: failure('WRONG_USAGE', {}),
  nothingToShare: failure('WRONG_USAGE', {}),
  framesNotAccepted: failure('NOT_ACCEPTED', { count: number }),
  nothingAccepted: failure('NOT_ACCEPTED', {}),
  malignantUntouched: failure('MALIGNANT_UNTOUCHED', { count: number, frames: names }),
  nothingToReview: failure('STALE_REVISION', {}),
  regionChanged: failure('STALE_REVISION', {}),
  regionsLeft: failure('WRONG_USAGE', {}),
  nobodyToGiveBackTo: failure('WRONG_USAGE', {}),
  commentGone: failure('COMMENT_NOT_FOUND', {}),
  commentOutside: failure('WRONG_USAGE', {}),
  hasReadTheFrame: failure('NOT_ALLOWED', { reader: text }),
  notTwoReaders: failure('WRONG_USAGE', {}),
}
