import { type FailureName, type Given, type Reason, type ReasonName, reasons } from '../reasons/index.ts'
import { givenFor, Refused } from '../reasons/Refused.ts'
import { type FailureCode, isFailureCode } from './failureCodes.ts'

export { type FailureCode, failureCodes, isFailureCode } from './failureCodes.ts'

/**
 * An operation's failure as a value: thrown inside the engine, sent as its code and its reason across every boundary,
 * worded at the end, in the window or at the command line. `detail` is for the log alone.
 */
export class Failure extends Refused {
  readonly code: FailureCode

  constructor(...given: Given<FailureName>)
  constructor(code: FailureCode, sentence: string, detail?: string)
  constructor(nameOrCode: ReasonName | FailureCode, given?: unknown, detail?: string) {
    const name = isFailureCode(nameOrCode) ? 'plain' : nameOrCode
    super({ name, values: name === 'plain' ? { text: String(given) } : (given ?? {}) } as Reason, detail)
    this.name = 'Failure'
    this.code = isFailureCode(nameOrCode) ? nameOrCode : codeOf(nameOrCode)
  }
}

/** The failure for a reason that came as a value. */
export const failureFor = (reason: Reason, detail?: string): Failure =>
  new Failure(...(givenFor(reason, detail) as Given<FailureName>))

/** What programs act on where an operation fails for a reason; a remark by itself fails nothing. */
export const codeOf = (name: ReasonName): FailureCode => reasons[name].code ?? 'INTERNAL'
