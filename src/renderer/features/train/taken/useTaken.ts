import { useQuery } from '@tanstack/react-query'
import type { RoundSummary } from '../../../../shared/contract/training.ts'
import { useClient } from '../../../api/EngineContext.ts'

/** How often a round that learns is asked again, ms: each frame is looked at between two of its steps. */
const EVERY = 10_000

/** What a round takes for true on some frames; asked again while it learns and the answer is on the screen. */
export function useTaken({ id, state }: RoundSummary, frames: readonly number[] | null, isSeen: boolean) {
  const client = useClient()
  return useQuery({
    queryKey: ['taken', id, state, frames],
    queryFn: () => client.training.taken({ run: id, frames: frames && [...frames] }),
    enabled: isSeen,
    staleTime: EVERY,
    refetchInterval: isSeen && state === 'running' ? EVERY : false,
    placeholderData: (before) => before,
  })
}
