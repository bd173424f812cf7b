import { useQuery } from '@tanstack/react-query'
import { useClient } from '../api/EngineContext.ts'
import { modelName } from './modelName.ts'

interface Authors {
  /** What an author of a layer is called; a model by its name. */
  nameOf(author: string): string
  /** Whether a model that has looked at the frame is in use no more. */
  isOutdated(model: string): boolean
}

/** Authors of a frame's layers; models are asked for where any is among them. */
export function useAuthors(hasModels: boolean): Authors {
  const client = useClient()
  const models = useQuery({
    queryKey: ['models'],
    queryFn: () => client.models.list(),
    enabled: hasModels,
    // News make it old; another frame does not.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const modelOf = (author: string) => models.data?.find(({ id }) => id === author)
  return {
    nameOf(author) {
      const model = modelOf(author)
      return model ? modelName(model) : author
    },
    isOutdated: (model) => modelOf(model)?.inUse === false,
  }
}
