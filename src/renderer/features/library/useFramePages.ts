import { keepPreviousData, useQueries } from '@tanstack/react-query'
import type { FrameFilter, FrameSort, FrameSummary } from '../../../shared/contract/frames.ts'
import { useClient } from '../../api/EngineContext.ts'

const PAGE = 120

export interface FramePages {
  readonly total: number
  readonly ready: boolean
  /** The frame at a place; undefined while it is being fetched. */
  at(place: number): FrameSummary | undefined
}

/** The frames from `from` to `to` under filter and order, fetched in pages wherever one scrolls to. */
export function useFramePages(
  filter: FrameFilter,
  sort: FrameSort | undefined,
  from: number,
  to: number,
): FramePages {
  const client = useClient()
  const first = Math.max(0, Math.floor(from / PAGE))
  const last = Math.max(first, Math.floor(Math.max(0, to - 1) / PAGE))
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const pages = useQueries({
    queries: numbers.map((page) => ({
      queryKey: ['frames', filter, sort, page],
      queryFn: () => client.frames.page({ filter, sort, offset: page * PAGE, limit: PAGE }),
      ...(page === 0 ? { placeholderData: keepPreviousData } : {}),
    })),
  })
  const known = pages.find(({ data }) => data)?.data
  return {
    total: known?.total ?? 0,
    ready: known !== undefined,
    at: (place) => pages[Math.floor(place / PAGE) - first]?.data?.frames[place % PAGE],
  }
}
