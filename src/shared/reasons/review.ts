import { failure, text } from './reason.ts'

/** Reasons that have to do with who reads, who reviews, and what was signed. */
export const review = {
  examinationSigned: failure('FRAME_LOCKED', { reviewer: text }),
}
