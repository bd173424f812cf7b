import { assign, takeAway } from './assign.ts'
import { lists } from './lists.ts'
import { examinations, progress } from './progress.ts'
import { readersIn, readersOf } from './readers.ts'
import { say } from './say.ts'
import { share } from './share.ts'
import { examinationWork, sign, unlock } from './signOff.ts'
import { frameReview } from './verdicts.ts'

/** Who reads what and how far that is, what reviewers say of it, and what is signed. */
export const WorkService = {
  lists,
  readers: readersIn,
  readersOf,
  examinations,
  progress,
  assign,
  takeAway,
  share,
  say,
  frameReview,
  examination: examinationWork,
  sign,
  unlock,
}
