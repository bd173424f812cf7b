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
}
