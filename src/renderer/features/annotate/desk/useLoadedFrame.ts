import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Client } from '../../../api/client.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { isUntouched } from '../saving/strokeQueues.ts'
import { openFrame, signatureOf } from './openFrame.ts'

/** The app leaves queries with this name alone when something changed: the canvas is ahead of the disk. */
const keyOf = (id: number) => ['frame-layers', id] as const
const KEEP = 60_000

const loadingOf = (client: Client, frame: number) => ({
  queryKey: keyOf(frame),
  queryFn: () => openFrame(client, frame),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: KEEP,
})

/** A frame as it was when opened, and its neighbours made ready in the meantime. */
export function useLoadedFrame(id: number, neighbours: readonly (number | null)[]) {
  const client = useClient()
  const queries = useQueryClient()
  const loaded = useQuery(loadingOf(client, id))

  // What was made ready some time ago may be old: the newest revisions are asked for, and loaded if they differ.
  const signature = loaded.data?.signature
  useEffect(() => {
    if (signature === undefined) return
    let left = false
    client.layers.list({ frame: id }).then(
      (layers) => {
        // A stroke of one's own in the meantime makes a difference that means nothing.
        const differs = !left && isUntouched(id) && signatureOf(layers) !== signature
        if (differs) void queries.resetQueries({ queryKey: keyOf(id) })
      },
      () => {},
    )
    return () => {
      left = true
    }
  }, [client, queries, id, signature])

  // A frame that one leaves has been painted on: it is loaded anew when one comes back.
  useEffect(() => () => queries.removeQueries({ queryKey: keyOf(id) }), [queries, id])

  const ready = loaded.data !== undefined
  const [previous, next] = neighbours
  useEffect(() => {
    if (!ready) return
    for (const neighbour of [next, previous])
      if (neighbour != null) void queries.prefetchQuery(loadingOf(client, neighbour))
  }, [ready, previous, next, queries, client])
  return loaded
}
