import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { RoundSummary } from '../../../../shared/contract/training.ts'
import { useClient } from '../../../api/EngineContext.ts'

/** How old an answer may be while a round learns, ms: each frame is looked at between two of its steps. */
const EVERY = 10_000

/** What a round takes for true on some frames; asked anew with news of a step where the last answer is old and is on the screen. */
export function useTaken(
  { id, state, step }: RoundSummary,
  frames: readonly number[] | null,
  isSeen: boolean,
) {
  const client = useClient()
  const asked = useQuery({
    queryKey: ['taken', id, state, frames],
    queryFn: () => client.training.taken({ run: id, frames: frames && [...frames] }),
    enabled: isSeen,
    staleTime: EVERY,
    placeholderData: (before) => before,
  })
  const { dataUpdatedAt, errorUpdatedAt, isFetching, refetch } = asked
  const isLive = isSeen && state === 'running'
  const askAgain = useEffectEvent(() => {
    const isOld = Date.now() - Math.max(dataUpdatedAt, errorUpdatedAt) >= EVERY
    if (!document.hidden && !isFetching && isOld) void refetch()
  })
  useEffect(() => {
    if (isLive && step > 0) askAgain()
  }, [isLive, step])
  return asked
}
