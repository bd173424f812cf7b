import { queryOptions } from '@tanstack/react-query'
import type { FrameReview } from '../../../../shared/contract/frameReview.ts'
import type { Client } from '../../../api/client.ts'

/** Who reads a frame and what was said of it. News make it old, opening the frame brings it along. */
export const reviewQuery = (client: Client, frame: number) =>
  queryOptions({
    queryKey: ['frame-review', frame] as const,
    queryFn: (): Promise<FrameReview> => client.work.frame({ frame }),
    staleTime: Number.POSITIVE_INFINITY,
  })
