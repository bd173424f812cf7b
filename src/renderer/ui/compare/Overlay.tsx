import { useStudy } from '../../api/EngineContext.ts'
import type { LineStyle } from '../../editor/lines/lineStyles.ts'
import { LayerLines } from '../LayerLines.tsx'
import { pathOf } from '../pathOf.ts'
import type { MaskOutlines } from './maskOutlines.ts'

interface Props {
  readonly outlines: MaskOutlines
  readonly style: LineStyle
  /** Whether its areas are tinted too. */
  readonly isFilled: boolean
}

/** A mask's outlines over a picture of its frame, in the mask's own pixels. */
export function Overlay({ outlines: { width, height, lines }, style, isFilled }: Props) {
  const { classes } = useStudy()
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {isFilled &&
        classes.map(({ name, colour }, value) => (
          <path
            key={name}
            d={lines
              .filter((line) => line.value === value)
              .map(({ points }) => pathOf(points))
              .join('')}
            fill={colour}
            fillOpacity={0.28}
            fillRule="evenodd"
          />
        ))}
      <LayerLines lines={lines} style={style} />
    </svg>
  )
}
