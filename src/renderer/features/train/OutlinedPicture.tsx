import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { regionsOf } from '../../../shared/domain/contours.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { maskFrom } from '../../api/maskBytes.ts'

interface Props {
  readonly url: string | undefined
  /** Whose overlay it is. */
  readonly title: string
  /** Layers to draw; null where the model has no overlay here. */
  readonly label: number
  readonly overlay: number | null
}

/** A frame's small picture with the outlines of its label, solid, and of a model's overlay, dashed. */
export function OutlinedPicture({ url, title, label, overlay }: Props) {
  const { t } = useTranslation()
  const truth = useMask(label)
  const seen = useMask(overlay)
  return (
    <figure>
      <div className="compared-picture" data-label={truth !== undefined} data-overlay={seen !== undefined}>
        {url && <img src={url} alt="" draggable={false} />}
        {truth && (
          <svg viewBox={`0 0 ${truth.width} ${truth.height}`} aria-hidden="true">
            <Outlines mask={truth} kind="label" />
            {seen && <Outlines mask={seen} kind="model" />}
          </svg>
        )}
      </div>
      <figcaption className="quiet cut">
        {overlay === null ? `${title}: ${t('train.sees.noOverlay')}` : title}
      </figcaption>
    </figure>
  )
}

/** Every lesion's edge in its class's colour, with a casing that shows on dark and on light tissue. */
function Outlines({ mask, kind }: { mask: Mask; kind: 'label' | 'model' }) {
  const { classes } = useStudy()
  const paths = useMemo(
    () => classes.map((_, c) => (c === 0 ? '' : pathOf(mask, c))).map((d, c) => ({ d, c })),
    [mask, classes],
  )
  return paths
    .filter(({ d }) => d !== '')
    .map(({ d, c }) => (
      <g key={c}>
        <path d={d} className={`casing-${kind}`} />
        <path d={d} className={`outline-${kind}`} stroke={classes[c]?.colour} />
      </g>
    ))
}

function pathOf(mask: Mask, c: number): string {
  const lines = regionsOf(mask, c).flatMap(({ outer, holes }) => [outer, ...holes])
  return lines.map((line) => `M${pairsOf(line).join('L')}Z`).join('')
}

const pairsOf = (line: readonly number[]): string[] =>
  Array.from({ length: line.length / 2 }, (_, i) => `${line[2 * i]} ${line[2 * i + 1]}`)

function useMask(layer: number | null): Mask | undefined {
  const client = useClient()
  const { data } = useQuery({
    queryKey: ['mask', layer],
    queryFn: () => client.layers.mask({ layer: layer ?? 0 }),
    enabled: layer !== null,
  })
  const bytes = data?.mask
  return useMemo(() => (bytes === undefined ? undefined : maskFrom(bytes)), [bytes])
}
