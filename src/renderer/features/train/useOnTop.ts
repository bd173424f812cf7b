import { useState } from 'react'
import type { RoundSummary } from '../../../shared/contract/training.ts'
import { onTop } from './onTop.ts'

/** The round whose card stands above the form, for as long as the screen is open. */
export function useOnTop(rounds: readonly RoundSummary[]): string | undefined {
  const [before, keep] = useState<string>()
  const now = onTop(rounds, before)
  if (now !== before) keep(now)
  return now
}
