import { queryOptions } from '@tanstack/react-query'
import type { FrameRow } from '../../../../shared/contract/frames.ts'
import type { Client } from '../../../api/client.ts'

/** Where a frame stands in a row of frames. News make it old, opening the frame brings it along. */
export const placeQuery = (client: Client, id: number, row: FrameRow) =>
  queryOptions({
    queryKey: ['frame', id, row] as const,
    queryFn: () => client.frames.get({ id, ...row }),
    staleTime: Number.POSITIVE_INFINITY,
  })
