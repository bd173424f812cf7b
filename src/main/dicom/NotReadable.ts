import type { Given, ReasonName } from '../../shared/reasons/index.ts'
import { Refused, reasonOf } from '../../shared/reasons/Refused.ts'

/** Thrown with its reason where a file is no DICOM image that can be read. */
export class NotReadable extends Refused {
  constructor(...given: Given<ReasonName>) {
    super(reasonOf(...given), given[2])
  }
}
