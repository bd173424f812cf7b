import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Queued } from '../../../shared/contract/queue.ts'
import type { Client } from '../../api/client.ts'
import { useClient } from '../../api/EngineContext.ts'

/** Frames of a day's work. */
const DAY = 16
/** An answer that was asked for so soon after a frame was labelled may be from before that was saved, ms. */
const SAVING = 2000

/** When frames were left, by window. */
const left = new WeakMap<Client, Map<number, number>>()

/** What to label next, as the window shows it. */
export interface Queue {
  /** The most valuable first. */
  readonly frames: readonly Queued[]
  /** All that wait, shown or not; undefined until it is known. */
  readonly waiting: number | undefined
  readonly error: Error | null
  /** Asks the engine anew. */
  again(): void
  /** Takes a frame out at once that was just labelled or skipped; the engine ranks anew behind it. */
  leave(frame: number): void
  /** The first frame but this one, without a wait where the list is at hand; undefined where none is left. */
  first(but: number): Promise<Queued | undefined>
}

const queueQuery = (client: Client) =>
  queryOptions({
    queryKey: ['queue'] as const,
    async queryFn() {
      const asked = Date.now()
      const { waiting, frames } = await client.queue.next({ count: DAY })
      const isLeft = (frame: number) => (left.get(client)?.get(frame) ?? -Infinity) > asked - SAVING
      return { waiting, frames: frames.filter(({ frame }) => !isLeft(frame)) }
    },
    // News make it old.
    staleTime: Number.POSITIVE_INFINITY,
  })

export function useQueue(): Queue {
  const client = useClient()
  const queries = useQueryClient()
  const query = queueQuery(client)
  const { data, error, refetch } = useQuery(query)
  return {
    frames: data?.frames ?? [],
    waiting: data?.waiting,
    // A list that is there is better than none, however old.
    error: data ? null : error,
    again: () => void refetch(),
    leave(frame) {
      left.set(client, (left.get(client) ?? new Map()).set(frame, Date.now()))
      queries.setQueryData(query.queryKey, (before) => {
        if (!before?.frames.some((one) => one.frame === frame)) return before
        return {
          waiting: before.waiting - 1,
          frames: before.frames.filter((one) => one.frame !== frame),
        }
      })
    },
    async first(but) {
      const { frames } = await queries.ensureQueryData(query)
      return frames.find(({ frame }) => frame !== but)
    },
  }
}
