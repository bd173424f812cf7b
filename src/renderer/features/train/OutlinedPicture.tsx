import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { regionsOf } from '../../../shared/domain/contours.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { maskFrom } from '../../api/maskBytes.ts'
import { LayerLines } from '../../ui/LayerLines.tsx'

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
  const truth = useLines(label)
  const seen = useLines(overlay)
  return (
    <figure>
      <div className="compared-picture" data-label={truth !== undefined} data-overlay={seen !== undefined}>
        {url && <img src={url} alt="" draggable={false} />}
        {truth && (
          <svg viewBox={`0 0 ${truth.width} ${truth.height}`} aria-hidden="true">
            <LayerLines lines={truth.lines} style="solid" />
            {seen && <LayerLines lines={seen.lines} style="dashed" />}
          </svg>
        )}
      </div>
      <figcaption className="quiet cut">
        {overlay === null ? `${title}: ${t('train.sees.noOverlay')}` : title}
      </figcaption>
    </figure>
  )
}

/** The lines around every lesion of a mask. */
function linesOf(mask: Mask, classes: number) {
  return Array.from({ length: classes - 1 }, (_, i) => i + 1).flatMap((value) =>
    regionsOf(mask, value)
      .flatMap(({ outer, holes }) => [outer, ...holes])
      .map((points) => ({ value, points: [...points] })),
  )
}

function useLines(layer: number | null) {
  const client = useClient()
  const { classes } = useStudy()
  const { data } = useQuery({
    queryKey: ['mask', layer],
    queryFn: () => client.layers.mask({ layer: layer ?? 0 }),
    enabled: layer !== null,
  })
  const bytes = data?.mask
  const count = classes.length
  return useMemo(() => {
    if (bytes === undefined) return undefined
    const mask = maskFrom(bytes)
    return { width: mask.width, height: mask.height, lines: linesOf(mask, count) }
  }, [bytes, count])
}
