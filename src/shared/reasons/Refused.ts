import type { Given, Reason, ReasonName } from './index.ts'
import { wordsOf } from './wordsOf.ts'

/**
 * What is thrown where something is refused: the reason, to be worded at the end. `detail` is a technical cause for whoever sits at the terminal;
 * `message` is the English of it, for stack traces.
 */
export class Refused extends Error {
  readonly reason: Reason
  readonly detail: string | undefined

  constructor(reason: Reason, detail?: string) {
    super(wordsOf(reason, 'en'))
    this.name = 'Refused'
    this.reason = reason
    this.detail = detail
  }
}

/** A reason with its values, checked against the table. */
export const reasonOf = (...[name, values]: Given<ReasonName>): Reason =>
  ({ name, values: values ?? {} }) as Reason

/** What an error of another kind is made of for the same reason. */
export const givenFor = ({ name, values }: Reason, detail?: string) =>
  [name, values, detail] as Given<ReasonName>

/** Something refused, with the values that its words name. */
export const refused = (...given: Given<ReasonName>) => new Refused(reasonOf(...given), given[2])
