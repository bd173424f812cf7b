import { Refused, reasonOf } from '../../../shared/reasons/Refused.ts'

/** Thrown where the machine has no memory for what a job needs. `detail` is what the library said. */
export class OutOfMemory extends Refused {
  constructor(detail: string) {
    super(reasonOf('memoryShort'), detail)
  }
}
