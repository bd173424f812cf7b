import { useQuery } from '@tanstack/react-query'
import type { FrameSummary } from '../../../shared/contract/frames.ts'
import type { LayerKind, Outlines } from '../../../shared/contract/layers.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { CORE, casing, type LineStyle, lineStyles } from '../../editor/lines/lineStyles.ts'
import type { TileLayers } from './tileLayers.ts'

/** A tile is small: its lines are somewhat finer than the canvas's. */
const FINER = 0.8

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
      {model && <LayerLines lines={model.lines} style="dashed" />}
      {mask && <LayerLines lines={mask.lines} style={styleOf(mask.own, mask.kind)} />}
    </svg>
  )
}

const styleOf = (own: boolean, kind: LayerKind): LineStyle =>
  own ? 'solid' : kind === 'reference' ? 'dashDotted' : 'dotted'

function LayerLines({ lines, style }: { lines: Outlines['lines']; style: LineStyle }) {
  const { classes } = useStudy()
  const shapes = lines.map(({ value, points }) => ({ colour: classes[value]?.colour, path: pathOf(points) }))
  const all = shapes.map(({ path }) => path).join('')
  const shared = {
    fill: 'none',
    strokeLinejoin: 'round',
    strokeLinecap: style === 'solid' ? 'round' : 'butt',
    strokeDasharray: lineStyles[style].map((length) => length * FINER).join(' '),
    vectorEffect: 'non-scaling-stroke',
  } as const
  return (
    <g>
      {casing.map(({ colour, width }) => (
        <path key={colour} d={all} stroke={colour} strokeWidth={width * FINER} {...shared} />
      ))}
      {shapes.map(({ colour, path }) => (
        <path key={path} d={path} stroke={colour} strokeWidth={CORE * FINER} {...shared} />
      ))}
    </g>
  )
}

/** A closed path; a single point is drawn as a dot. */
const pathOf = (points: readonly number[]): string =>
  `M${Array.from({ length: points.length / 2 }, (_, i) => `${points[2 * i]} ${points[2 * i + 1]}`).join('L')}Z`
