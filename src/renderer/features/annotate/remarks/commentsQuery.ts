import { queryOptions } from '@tanstack/react-query'
import type { Comment } from '../../../../shared/contract/comments.ts'
import type { Client } from '../../../api/client.ts'

/** The remarks on a frame. News make them old, opening the frame brings them along. */
export const commentsQuery = (client: Client, frame: number) =>
  queryOptions({
    queryKey: ['comments', frame] as const,
    queryFn: (): Promise<readonly Comment[]> => client.comments.of({ frame }),
    staleTime: Number.POSITIVE_INFINITY,
  })
