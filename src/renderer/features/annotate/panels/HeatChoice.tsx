import { NativeSelect, Slider, Text } from '@mantine/core'
import { useId } from 'react'
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
  const id = useId()
  const isHere = heat !== 'off' && isKnown(doubted, heat)
  return (
    <div data-testid="heat-choice">
      <Text fz="xs" className="quiet" component="label" htmlFor={id} display="block" mb={4}>
        {t('annotate.heat.title')}
      </Text>
      <div className="heat-row">
        <NativeSelect
          id={id}
          size="xs"
          value={heat}
          data={choices.map((value) => ({ value, label: t(`annotate.heat.${value}`) }))}
          onChange={({ currentTarget: { value } }) => {
            const chosen = choices.find((one) => one === value)
            if (chosen) onChange({ heat: chosen, ...(chosen === 'off' ? {} : { lastHeat: chosen }) })
          }}
        />
        <Slider
          size="sm"
          min={0.1}
          max={1}
          step={0.05}
          label={null}
          value={heatOpacity}
          disabled={!isHere}
          thumbLabel={t('annotate.opacityOf', { name: t(`annotate.heat.${heat}`) })}
          onChange={(value) => onChange({ heatOpacity: value })}
        />
      </div>
      {isHere && (
        <Text fz="xs" className="quiet" lh={1.35} mt={6}>
          {t(`annotate.heat.means.${heat}`)}
        </Text>
      )}
      {heat !== 'off' && !isHere && <MissingMap map={heat} hasMaps={hasMaps} />}
    </div>
  )
}
