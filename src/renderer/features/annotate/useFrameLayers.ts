import { useQuery } from '@tanstack/react-query'
import type { LayerSummary } from '../../../shared/contract/layers.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { useClient } from '../../api/EngineContext.ts'
import { maskFrom } from '../../api/maskBytes.ts'

export interface FrameLayers {
  readonly own: LayerSummary | undefined
  readonly model: LayerSummary | undefined
  readonly mask: Mask | undefined
  readonly overlay: Mask | undefined
}

/** What a frame carried when it was opened. Not refetched while it is painted: the canvas is ahead of the disk. */
export function useFrameLayers(frame: number) {
  const client = useClient()
  return useQuery({
    queryKey: ['frame-layers', frame],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: async (): Promise<FrameLayers> => {
      const layers = await client.layers.list({ frame })
      const own = layers.find((l) => l.kind === 'reader')
      const model = layers.find((l) => l.kind === 'model')
      const read = async (layer: LayerSummary | undefined) =>
        layer ? maskFrom((await client.layers.mask({ layer: layer.id })).mask) : undefined
      const [mask, overlay] = await Promise.all([read(own), read(model)])
      return { own, model, mask, overlay }
    },
  })
}
