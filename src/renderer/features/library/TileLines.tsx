import { useQuery } from '@tanstack/react-query'
import type { FrameSummary } from '../../../shared/contract/frames.ts'
import { useClient } from '../../api/EngineContext.ts'
import { LayerLines } from '../../ui/LayerLines.tsx'
import { lineOf } from '../../ui/lineOf.ts'
import type { TileLayers } from './tileLayers.ts'

interface Props {
  readonly frame: FrameSummary
  readonly show: Exclude<TileLayers, 'off'>
}

/** Outlines of masks over a tile's picture, in the canvas's own language: one's own solid, the model's dashed. */
export function TileLines({ frame: { id, width, height }, show }: Props) {
  const client = useClient()
  const { data } = useQuery({
    queryKey: ['tile-outlines', id],
    queryFn: () => client.layers.outlines({ frame: id }),
    // News of the study make it old; scrolling away and back does not.
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  })
  if (!data) return null
  const scale = data.side / Math.max(width, height)
  const mask = show === 'model' ? null : data.mask
  const model = show === 'mine' ? null : data.model
  return (
    <svg
      className="tile-lines"
      viewBox={`0 0 ${width * scale} ${height * scale}`}
      aria-hidden="true"
      data-testid="tile-lines"
      data-mask={mask?.lines.length ?? 0}
      data-model={model?.lines.length ?? 0}
    >
      {model && <LayerLines lines={model.lines} style={lineOf({ ...model, inUse: true })} />}
      {mask && <LayerLines lines={mask.lines} style={lineOf({ ...mask, inUse: false })} />}
    </svg>
  )
}
