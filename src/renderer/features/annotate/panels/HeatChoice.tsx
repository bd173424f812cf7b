import { NativeSelect, Slider, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Doubted, heatMaps, isKnown } from '../../../../shared/domain/heatMaps/index.ts'
import type { KeptSettings } from '../saving/keptSettings.ts'
import { MissingMap } from './MissingMap.tsx'

interface Props {
  readonly kept: Pick<KeptSettings, 'heat' | 'heatOpacity'>
  readonly onChange: (part: Partial<KeptSettings>) => void
  readonly doubted: Doubted
  /** Whether the overlay brought maps of its own; those of earlier versions did not. */
  readonly hasMaps: boolean
}

const choices = ['off', ...heatMaps.map(({ id }) => id)] as const

/** Which map of the model's doubts lies over the frame, what it shows, and how strongly. */
export function HeatChoice({ kept: { heat, heatOpacity }, onChange, doubted, hasMaps }: Props) {
  const { t } = useTranslation()
  return (
    <Stack gap={6} data-testid="heat-choice">
      <NativeSelect
        size="xs"
        label={t('annotate.heat.title')}
        value={heat}
        data={choices.map((value) => ({ value, label: t(`annotate.heat.${value}`) }))}
        onChange={({ currentTarget: { value } }) => {
          const chosen = choices.find((one) => one === value)
          if (chosen) onChange({ heat: chosen })
        }}
      />
      {heat !== 'off' && (
        <>
          <Text fz="xs" className="quiet" lh={1.35}>
            {t(`annotate.heat.means.${heat}`)}
          </Text>
          {isKnown(doubted, heat) ? (
            <div className="window-row">
              <Text fz="sm">{t('annotate.heat.opacity')}</Text>
              <Slider
                size="sm"
                min={0.1}
                max={1}
                step={0.05}
                label={null}
                value={heatOpacity}
                thumbLabel={t('annotate.opacityOf', { name: t(`annotate.heat.${heat}`) })}
                onChange={(value) => onChange({ heatOpacity: value })}
              />
            </div>
          ) : (
            <MissingMap map={heat} hasMaps={hasMaps} />
          )}
        </>
      )}
    </Stack>
  )
}
