import { useState } from 'react'
import { useClient } from '../../../../api/EngineContext.ts'

/** How often the engine is told of a hand that goes on painting, ms: sooner than a round would go on. */
const EVERY = 700

/** Tells the engine that somebody paints, so that a round waits. What it answers is of no interest: a stroke says it too. */
export function useSaysPainting(): () => void {
  const client = useClient()
  const [says] = useState(() => {
    let told = Number.NEGATIVE_INFINITY
    return () => {
      if (performance.now() - told < EVERY) return
      told = performance.now()
      client.layers.painting().catch(() => {})
    }
  })
  return says
}
