import type { Outlines } from '../../shared/contract/layers.ts'
import { useStudy } from '../api/EngineContext.ts'
import { CORE, casing, type LineStyle, lineStyles } from '../editor/lines/lineStyles.ts'
import { pathOf } from './pathOf.ts'

/** A small picture's lines are somewhat finer than the canvas's. */
const FINER = 0.8

interface Props {
  readonly lines: Outlines['lines']
  readonly style: LineStyle
}

/** A layer's outlines inside an SVG over a small picture, in the canvas's own language. */
export function LayerLines({ lines, style }: Props) {
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
