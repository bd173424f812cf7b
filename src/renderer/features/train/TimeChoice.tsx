import { Radio, Text } from '@mantine/core'
import { IconClock, IconMoon, IconToolsKitchen2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type TimePreset, timePresets } from './pace.ts'

const ICONS = { quick: IconClock, lunch: IconToolsKitchen2, night: IconMoon } as const

/** How long the round may take; null where the steps are set by hand. */
export function TimeChoice({
  value,
  onChange,
}: {
  value: TimePreset | null
  onChange: (value: TimePreset) => void
}) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      label={t('train.howLong')}
      value={value ?? ''}
      onChange={(chosen) => {
        const found = timePresets.find(({ id }) => id === chosen)
        if (found) onChange(found.id)
      }}
    >
      <div className="time-choice">
        {timePresets.map(({ id }) => {
          const Icon = ICONS[id]
          return (
            <Radio.Card key={id} value={id} className="time-card" data-time={id}>
              <Icon size={20} stroke={1.6} />
              <div>
                <Text fw={600}>{t(`train.times.${id}`)}</Text>
                <Text className="quiet" fz="sm">
                  {t(`train.span.${id}`)}
                </Text>
              </div>
            </Radio.Card>
          )
        })}
      </div>
    </Radio.Group>
  )
}
