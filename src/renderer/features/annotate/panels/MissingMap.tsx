import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HeatMapId } from '../../../../shared/domain/heatMaps/index.ts'
import { isPredictedMap } from '../../../../shared/domain/heatMaps/predictedMaps.ts'

interface Props {
  readonly map: HeatMapId
  readonly hasMaps: boolean
}

/** Why a map is not there for this frame, in one sentence. */
export function MissingMap({ map, hasMaps }: Props) {
  const { t } = useTranslation()
  if (!isPredictedMap(map)) return null
  return (
    <Text fz="xs" className="warning" lh={1.35} mt={6} role="status" data-testid="missing-map">
      {t(hasMaps ? `annotate.heat.missing.${map}` : 'annotate.heat.missing.before')}
    </Text>
  )
}
