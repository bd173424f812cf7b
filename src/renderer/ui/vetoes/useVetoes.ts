import { useQuery } from '@tanstack/react-query'
import type { Client } from '../../api/client.ts'
import { useClient } from '../../api/EngineContext.ts'

export type FrameVeto = Awaited<ReturnType<Client['vetoes']['of']>>[number]

/** What is ruled out of learning on a frame, the newest first, and what of it was taken back; none until it is there. */
export function useVetoes(frame: number): readonly FrameVeto[] {
  const client = useClient()
  const { data = [] } = useQuery({
    queryKey: ['vetoes', frame],
    queryFn: () => client.vetoes.of({ frame }),
  })
  return [...data].reverse()
}
