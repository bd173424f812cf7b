import { useQueryClient } from '@tanstack/react-query'
import { useClient } from '../../api/EngineContext.ts'
import { forgetToken } from '../../api/sessionToken.ts'
import { showFailure } from '../../ui/showFailure.ts'

/** Signs out; the page of the study gives way to the one that asks who is there. */
export function useSigningOut(): () => void {
  const client = useClient()
  const queries = useQueryClient()
  return () => {
    client.people.signOut().then(() => {
      forgetToken()
      return queries.refetchQueries({ queryKey: ['me'] })
    }, showFailure)
  }
}
