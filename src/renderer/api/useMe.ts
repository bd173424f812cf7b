import { useQuery } from '@tanstack/react-query'
import type { Right } from '../../shared/domain/roles.ts'
import { useClient } from './EngineContext.ts'

/** Who is at this window, as the engine knows it; asked again when that may have changed, not by each who needs it. */
export function useMeQuery() {
  const client = useClient()
  return useQuery({
    queryKey: ['me'],
    queryFn: () => client.people.me(),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Who works here, and what they may do. Until it is known, nothing is taken for allowed. */
export function useMe() {
  const { data } = useMeQuery()
  return { ...data, can: (right: Right) => data?.rights.includes(right) ?? false }
}
