import { SegmentedControl, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { heatMaps } from '../../../../shared/domain/heatMaps/index.ts'
import type { KeptSettings } from '../saving/keptSettings.ts'

interface Props {
  readonly value: KeptSettings['heat']
  readonly onChange: (heat: KeptSettings['heat']) => void
}

/** Which heat map lies over the frame. */
export function HeatChoice({ value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div>
      <Text fz="xs" className="quiet" mb={4}>
        {t('annotate.heat.title')}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('annotate.heat.title')}
        value={value}
        data={(['off', ...heatMaps.map(({ id }) => id)] as const).map((map) => ({
          value: map,
          label: t(`annotate.heat.${map}`),
        }))}
        onChange={onChange}
      />
    </div>
  )
}
