import { queryOptions } from '@tanstack/react-query'
import type { UnderReview } from '../../../../shared/contract/review.ts'
import type { Client } from '../../../api/client.ts'

/** The mask of a frame that is under review, with its regions. News make it old. */
export const regionsQuery = (client: Client, frame: number) =>
  queryOptions({
    queryKey: ['regions', frame] as const,
    queryFn: (): Promise<UnderReview | null> => client.review.of({ frame }),
    staleTime: Number.POSITIVE_INFINITY,
  })
