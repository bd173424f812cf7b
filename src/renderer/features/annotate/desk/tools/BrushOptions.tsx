import { Group, Slider, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { KeptSettings } from '../../saving/keptSettings.ts'
import { SIZES } from '../frame/brushSizes.ts'

interface Props {
  readonly kept: KeptSettings
  readonly onChange: (part: Partial<KeptSettings>) => void
}

/** The slider's way is the root of the size: small brushes are set finely, and the largest is still on it. */
const toSlider = (size: number) => Math.sqrt(size / SIZES.largest) * 100
const fromSlider = (value: number) => Math.max(SIZES.smallest, Math.round(SIZES.largest * (value / 100) ** 2))

/** Size and hardness of the brush. */
export function BrushOptions({ kept: { tool, size, hardness }, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <Group gap="4px 12px">
      <Text fz="sm" className="quiet">
        {t('annotate.size')}
      </Text>
      <Slider
        w={110}
        size="sm"
        min={5}
        max={100}
        step={0.5}
        value={toSlider(size)}
        label={null}
        thumbLabel={t('annotate.size')}
        onChange={(value) => onChange({ size: fromSlider(value) })}
      />
      <Text fz="sm" w={50} style={{ whiteSpace: 'nowrap' }}>
        {t('annotate.px', { value: size })}
      </Text>
      {tool === 'brush' && (
        <>
          <Text fz="sm" className="quiet" title={t('annotate.hardnessText')}>
            {t('annotate.hardness')}
          </Text>
          <Slider
            w={70}
            size="sm"
            min={0}
            max={1}
            step={0.05}
            value={hardness}
            label={null}
            thumbLabel={t('annotate.hardness')}
            onChange={(value) => onChange({ hardness: value })}
          />
          <Text fz="sm" w={46} style={{ whiteSpace: 'nowrap' }}>
            {t('annotate.percent', { value: Math.round(100 * hardness) })}
          </Text>
        </>
      )}
    </Group>
  )
}
