import { useQuery } from '@tanstack/react-query'
import { useClient } from '../../../api/EngineContext.ts'
import { modelName } from '../../../ui/modelName.ts'

/** What authors of layers are called; models by their names where any is among them. */
export function useAuthorNames(hasModels: boolean): (author: string) => string {
  const client = useClient()
  const models = useQuery({
    queryKey: ['models'],
    queryFn: () => client.models.list(),
    enabled: hasModels,
    // News make it old; another frame does not.
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (author) => {
    const model = models.data?.find(({ id }) => id === author)
    return model ? modelName(model) : author
  }
}
