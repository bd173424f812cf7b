import { useQuery } from '@tanstack/react-query'
import type { Right } from '../../shared/domain/roles.ts'
import { useClient } from './EngineContext.ts'

/** Who works here, and what they may do. Until it is known, nothing is taken for allowed. */
export function useMe() {
  const client = useClient()
  const { data } = useQuery({ queryKey: ['me'], queryFn: () => client.people.me(), staleTime: Infinity })
  return { name: data?.name, can: (right: Right) => data?.rights.includes(right) ?? false }
}
