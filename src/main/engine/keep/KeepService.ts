import { formatOf } from '../store/formatOf.ts'
import { copiesOf } from '../store/upkeep/copies.ts'
import { checkStudy } from '../store/verifyStudy.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { backUp } from './backUp.ts'
import { compact } from './compact.ts'
import { mergeStudy } from './merge.ts'
import { recover } from './recover.ts'
import { repair } from './repair.ts'
import { restore } from './restore.ts'

/** Keeping a study safe: copies of it, their way back, and what makes one of two. */
export const KeepService = {
  backUp,
  restore,
  copiesOf,
  recover,
  repair,
  compact,
  formatOf,
  mergeStudy,
  /** A reason for each file, mask, row and audit row that is not as it was saved, and what cannot be checked here. */
  verify: ({ store }: OpenStudy) => checkStudy(store),
}
