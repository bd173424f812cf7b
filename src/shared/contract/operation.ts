import { oc } from '@orpc/contract'
import type { FailureCode } from '../reasons/failureCodes.ts'
import { reason } from '../reasons/index.ts'

/** The HTTP status that failures go under; oRPC tells declared from undeclared ones by it. */
export const FAILURE_STATUS = 409

/** What any operation can fail for: who asks and how, a study that is closed, the disk, and mistakes of ours. */
const ANYTIME = [
  'NOT_ALLOWED',
  'NOT_SIGNED_IN',
  'NO_STUDY_OPEN',
  'DISK_FULL',
  'READ_ONLY',
  'FOLDER_UNREADABLE',
  'STUDY_DAMAGED',
  'NOT_UNDERSTOOD',
  'INTERNAL',
] as const

type Declared<C extends FailureCode> = Record<C, { status: typeof FAILURE_STATUS; data: typeof reason }>

/**
 * An operation of the contract, which can fail for these codes besides those of any time; each comes with the reason
 * that words are made of.
 */
export function operation<C extends FailureCode = never>(...codes: readonly C[]) {
  const all = [...ANYTIME, ...codes] as const
  const errors = Object.fromEntries(all.map((code) => [code, { status: FAILURE_STATUS, data: reason }]))
  // Keys that are made at run time: TypeScript cannot see that they are these.
  return oc.errors(errors as Declared<(typeof ANYTIME)[number] | C>)
}
