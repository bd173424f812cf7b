import { useQuery } from '@tanstack/react-query'
import { useClient } from '../../api/EngineContext.ts'
import { isOnServer } from '../../api/isOnServer.ts'
import { useMe } from '../../api/useMe.ts'

/** The installed LoCo Studio, for whoever sits at its machine; nothing in a checkout. */
export function useInstallation() {
  const client = useClient()
  const { can } = useMe()
  return useQuery({
    queryKey: ['installation'],
    queryFn: () => client.install.state(),
    enabled: can('machine') && !isOnServer(),
  })
}
