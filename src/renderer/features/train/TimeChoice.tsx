import { Radio, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { timePreset, timePresets } from './times/index.ts'
import type { TimePreset } from './times/TimePreset.ts'

/** How long the round may take; null where the steps are set by hand. */
export function TimeChoice({
  value,
  onChange,
}: {
  value: string | null
  onChange: (chosen: TimePreset) => void
}) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      label={t('train.howLong')}
      value={value ?? ''}
      onChange={(chosen) => onChange(timePreset(chosen))}
    >
      <div className="time-choice">
        {timePresets.map(({ id, icon: Icon }) => (
          <Radio.Card key={id} value={id} className="time-card" data-time={id}>
            <Icon size={20} stroke={1.6} style={{ flex: 'none' }} />
            <div>
              <Text fw={600}>{t(`train.times.${id}`)}</Text>
              <Text className="quiet" fz="sm" lh={1.3}>
                {t(`train.span.${id}`)}
              </Text>
            </div>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  )
}
