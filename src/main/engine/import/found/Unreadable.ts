import type { Given, ReasonName } from '../../../../shared/reasons/index.ts'
import { Refused, reasonOf } from '../../../../shared/reasons/Refused.ts'

/** A file that is refused, with the reason for the user. */
export class Unreadable extends Refused {
  constructor(...given: Given<ReasonName>) {
    super(reasonOf(...given), given[2])
  }
}
