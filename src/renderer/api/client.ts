import { ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import i18next from 'i18next'
import { type FailureCode, isFailureCode } from '../../shared/contract/failure.ts'
import type { contract } from '../../shared/contract/index.ts'
import { type ReasonName, reason } from '../../shared/reasons/index.ts'
import { reasonOf } from '../../shared/reasons/Refused.ts'
import { EngineGone } from './EngineGone.ts'
import { inWords } from './inWords.ts'

export type Client = ContractRouterClient<typeof contract>

/** What went wrong: in words of the language on the screen, and as a code for decisions. ENGINE_GONE never crosses the wire: there is none then. */
export function failureFrom(error: unknown): {
  code: FailureCode | 'ENGINE_GONE'
  message: string
  /** For what is offered beside the words. */
  reason?: ReasonName
} {
  if (error instanceof EngineGone) return { code: 'ENGINE_GONE', message: i18next.t('app.gone') }
  const read = error instanceof ORPCError ? reason.safeParse(error.data) : undefined
  if (error instanceof ORPCError && isFailureCode(error.code) && read?.success)
    return { code: error.code, message: inWords(read.data), reason: read.data.name }
  return { code: 'INTERNAL', message: inWords(reasonOf('internal')) }
}
