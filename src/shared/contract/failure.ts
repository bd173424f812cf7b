import type { FailureCode } from '../reasons/failureCodes.ts'
import { type FailureName, type Given, type Reason, type ReasonName, reasons } from '../reasons/index.ts'
import { givenFor, Refused, reasonOf } from '../reasons/Refused.ts'

export { type FailureCode, failureCodes, isFailureCode } from '../reasons/failureCodes.ts'

/**
 * An operation's failure as a value: thrown inside the engine, sent as its code and its reason across every boundary,
 * worded at the end, in the window or at the command line. What caused it stays here.
 */
export class Failure extends Refused {
  readonly code: FailureCode

  constructor(...given: Given<FailureName>) {
    super(reasonOf(...given), given[2])
    const name: ReasonName = given[0]
    this.name = 'Failure'
    // A remark by itself fails nothing.
    this.code = reasons[name].code ?? 'INTERNAL'
  }
}

/** The failure for a reason that came as a value. */
export const failureFor = (reason: Reason, cause?: unknown): Failure =>
  new Failure(...(givenFor(reason, cause) as Given<FailureName>))
