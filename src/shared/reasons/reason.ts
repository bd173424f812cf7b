import * as z from 'zod'
import type { FailureCode } from './failureCodes.ts'

export const text = z.string()
export const number = z.number()
/** Names that are shown one after the other. */
export const names = z.array(z.string())

/** A reason for which an operation fails, with the code that programs act on and the values its words name. */
export const failure = <C extends FailureCode, S extends z.ZodRawShape>(code: C, shape: S) => ({
  code,
  values: z.object(shape),
})

/** What is told without an operation failing: why a file stays outside, how a round ended, what is not as it was. */
export const remark = <S extends z.ZodRawShape>(shape: S) => ({ code: null, values: z.object(shape) })
