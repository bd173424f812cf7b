import type { Given, Reason, ReasonName } from './index.ts'
import { wordsOf } from './wordsOf.ts'

/**
 * What is thrown where something is refused: the reason, to be worded at the end. `cause` is what went wrong underneath,
 * a library's error or a text of ours: the log takes its kind and its place, the terminal what it says, and no window
 * any of it. `message` is the English of the reason, for stack traces.
 */
export class Refused extends Error {
  readonly reason: Reason

  constructor(reason: Reason, cause?: unknown) {
    super(wordsOf(reason, 'en'), cause === undefined ? {} : { cause })
    this.name = 'Refused'
    this.reason = reason
  }

  /** What the cause says, for whoever sits at the terminal. */
  get detail(): string | undefined {
    const { cause } = this
    if (cause === undefined) return undefined
    return cause instanceof Error ? cause.message : String(cause)
  }
}

/** A reason with its values, checked against the table. */
export const reasonOf = (...[name, values]: Given<ReasonName>): Reason =>
  ({ name, values: values ?? {} }) as Reason

/** What an error of another kind is made of for the same reason. */
export const givenFor = ({ name, values }: Reason, cause?: unknown) =>
  [name, values, cause] as Given<ReasonName>

/** Something refused, with the values that its words name. */
export const refused = (...given: Given<ReasonName>) => new Refused(reasonOf(...given), given[2])
