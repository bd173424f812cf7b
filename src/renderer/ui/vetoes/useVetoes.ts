import { queryOptions, useQuery } from '@tanstack/react-query'
import type { FrameVeto } from '../../../shared/contract/vetoes.ts'
import type { Client } from '../../api/client.ts'
import { useClient } from '../../api/EngineContext.ts'

/** The vetoes of a frame. News make them old, opening the frame brings them along. */
export const vetoesQuery = (client: Client, frame: number) =>
  queryOptions({
    queryKey: ['vetoes', frame] as const,
    queryFn: (): Promise<readonly FrameVeto[]> => client.vetoes.of({ frame }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What is ruled out of learning on a frame, the newest first, and what of it was taken back; none until it is there. */
export function useVetoes(frame: number): readonly FrameVeto[] {
  const client = useClient()
  const { data = [] } = useQuery(vetoesQuery(client, frame))
  return [...data].reverse()
}
