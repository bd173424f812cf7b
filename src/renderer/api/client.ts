import { ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import i18next from 'i18next'
import { type FailureCode, isFailureCode } from '../../shared/contract/failure.ts'
import type { contract } from '../../shared/contract/index.ts'
import { EngineGone } from './EngineGone.ts'

export type Client = ContractRouterClient<typeof contract>

/** What went wrong, for people and for decisions. ENGINE_GONE never crosses the wire: there is none then. */
export function failureFrom(error: unknown): { code: FailureCode | 'ENGINE_GONE'; message: string } {
  if (error instanceof EngineGone) return { code: 'ENGINE_GONE', message: i18next.t('app.gone') }
  if (error instanceof ORPCError && isFailureCode(error.code))
    return { code: error.code, message: error.message }
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) }
}
