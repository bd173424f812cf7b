import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { FrameRow } from '../../../../../shared/contract/frames.ts'
import type { Client } from '../../../../api/client.ts'
import { useClient } from '../../../../api/EngineContext.ts'
import { vetoesQuery } from '../../../../ui/vetoes/useVetoes.ts'
import { placeQuery } from '../../place/placeQuery.ts'
import { reviewQuery } from '../../place/reviewQuery.ts'
import { commentsQuery } from '../../remarks/commentsQuery.ts'
import { isUntouched } from '../../saving/strokeQueues.ts'
import { openFrame } from './openFrame.ts'

const keyOf = (id: number) => ['open-frame', id] as const
/** How long a frame that is not at hand stays ready, ms. */
const KEEP = 60_000

const opening = (client: Client, queries: QueryClient, id: number, row: FrameRow) =>
  queryOptions({
    queryKey: keyOf(id),
    queryFn: async () => {
      const { loaded, place, vetoes, review, comments } = await openFrame(client, id, row)
      queries.setQueryData(placeQuery(client, id, row).queryKey, place)
      queries.setQueryData(vetoesQuery(client, id).queryKey, vetoes)
      queries.setQueryData(reviewQuery(client, id).queryKey, review)
      queries.setQueryData(commentsQuery(client, id).queryKey, comments)
      return loaded
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEEP,
    meta: {},
  })

/** A frame as it was when it was opened: the canvas goes on from there, and is ahead of the disk. */
export function useOpenedFrame(id: number, row: FrameRow) {
  const client = useClient()
  const queries = useQueryClient()
  const query = { ...opening(client, queries, id, row), meta: { onDesk: true } }
  const { data, error, isPending, isSuccess } = useQuery(query)

  // One that was painted on, here or by somebody else, is loaded anew when one comes back.
  useEffect(
    () => () => {
      const isOld = queries.getQueryState(keyOf(id))?.isInvalidated ?? false
      if (isOld || !isUntouched(id)) queries.removeQueries({ queryKey: keyOf(id) })
    },
    [queries, id],
  )
  const again = () => void queries.resetQueries({ queryKey: keyOf(id) })
  return { data, error, isPending, isSuccess, again }
}

/**
 * Makes a frame's neighbours ready while one works on it. Only once the list that is gone through is made: what is opened
 * for another row brings a place that nobody asks for, and the neighbours' place would be asked for again on the way.
 */
export function useReadyNeighbours(
  row: FrameRow,
  ready: boolean,
  { previous, next }: { readonly previous: number | null; readonly next: number | null },
): void {
  const client = useClient()
  const queries = useQueryClient()
  const makeReady = useEffectEvent(
    (id: number) => void queries.prefetchQuery(opening(client, queries, id, row)),
  )
  const isListed = row.list !== undefined
  useEffect(() => {
    if (!ready || !isListed) return
    for (const neighbour of [next, previous]) if (neighbour !== null) makeReady(neighbour)
  }, [ready, isListed, previous, next])
}
