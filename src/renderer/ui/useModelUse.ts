import { useClient } from '../api/EngineContext.ts'
import { showFailure } from './showFailure.ts'

/** Takes a model into use: what it sees is what overlays show from then on. */
export function useModelUse(): (id: string) => void {
  const client = useClient()
  return (id) => void client.models.use({ id }).catch(showFailure)
}
