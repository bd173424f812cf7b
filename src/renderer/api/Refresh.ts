import type { Query, QueryClient } from '@tanstack/react-query'
import type { Change } from '../../shared/contract/changes.ts'
import { isStaleAfter } from './staleAfter.ts'

/** News come with every stroke: what they change beside the canvas is asked for a few times a second at most, ms. */
const EVERY = 300

/** Keeps what the window shows up to date by the engine's news: each makes old just what it names. */
export class Refresh {
  private readonly queries: QueryClient
  /** Hashes of queries that have been named and not been asked again. */
  private readonly named = new Set<string>()
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(queries: QueryClient) {
    this.queries = queries
  }

  tell(change: Change): void {
    const names = ({ queryKey, state }: Query) => isStaleAfter(change, queryKey, state.data)
    // A frame made ready beforehand is opened as it is: one that is old must be loaded first.
    this.queries.removeQueries({
      queryKey: ['open-frame'],
      type: 'inactive',
      fetchStatus: 'idle',
      predicate: names,
    })
    for (const query of this.queries.getQueryCache().findAll({ predicate: names })) {
      query.invalidate()
      if (!query.meta?.onDesk) this.named.add(query.queryHash)
    }
    if (this.named.size > 0) this.timer ??= setTimeout(() => this.ask(), EVERY)
  }

  /** Asks nothing more. */
  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.named.clear()
  }

  /** What is not on the screen is asked for when it is again. */
  private ask(): void {
    this.timer = undefined
    const named = new Set(this.named)
    this.named.clear()
    void this.queries.refetchQueries({
      type: 'active',
      predicate: ({ queryHash, meta }) => named.has(queryHash) && !meta?.onDesk,
    })
  }
}
