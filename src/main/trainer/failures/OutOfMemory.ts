import { Refused, reasonOf } from '../../../shared/reasons/Refused.ts'

/** Thrown where the machine has no memory for what a job needs; the library's own error is its cause. */
export class OutOfMemory extends Refused {
  constructor(cause: unknown) {
    super(reasonOf('memoryShort'), cause)
  }
}
