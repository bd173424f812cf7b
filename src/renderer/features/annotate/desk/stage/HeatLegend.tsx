import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HeatMapId } from '../../../../../shared/domain/heatMaps/index.ts'
import { heatScale } from '../../../../editor/HeatPicture.ts'

interface Props {
  readonly map: HeatMapId
  readonly opacity: number
  /** Whether the map is known of this frame. */
  readonly isKnown: boolean
}

/** What the colours of the heat map over the frame mean, or that there is none. */
export function HeatLegend({ map, opacity, isKnown }: Props) {
  const { t } = useTranslation()
  const ends = { low: t(`annotate.heat.ends.${map}.low`), high: t(`annotate.heat.ends.${map}.high`) }
  return (
    <figure
      className="heat-legend"
      aria-label={t('annotate.heat.legend', { map: t(`annotate.heat.${map}`), ...ends })}
      data-testid="heat-legend"
    >
      <Text fz="xs" fw={600} component="figcaption">
        {t(`annotate.heat.${map}`)}
      </Text>
      {isKnown ? (
        <>
          <div className="heat-scale" style={{ backgroundImage: heatScale(opacity) }} />
          <div className="heat-ends">
            <span>{ends.low}</span>
            <span>{ends.high}</span>
          </div>
        </>
      ) : (
        <Text fz="xs">{t('annotate.heat.notHere')}</Text>
      )}
    </figure>
  )
}
