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
      <Setting
        name={t('annotate.size')}
        shown={t('annotate.px', { value: size })}
        value={toSlider(size)}
        range={{ w: 110, min: 5, max: 100, step: 0.5 }}
        width={50}
        onChange={(value) => onChange({ size: fromSlider(value) })}
      />
      {tool === 'brush' && (
        <Setting
          name={t('annotate.hardness')}
          explained={t('annotate.hardnessText')}
          shown={t('annotate.percent', { value: Math.round(100 * hardness) })}
          value={hardness}
          range={{ w: 70, min: 0, max: 1, step: 0.05 }}
          width={46}
          onChange={(value) => onChange({ hardness: value })}
        />
      )}
    </Group>
  )
}

interface SettingProps {
  readonly name: string
  readonly explained?: string
  /** The value as a person reads it, and the room for it, px. */
  readonly shown: string
  readonly width: number
  readonly value: number
  readonly range: { readonly w: number; readonly min: number; readonly max: number; readonly step: number }
  readonly onChange: (value: number) => void
}

/** A slider with its name before it and its value behind. */
function Setting({ name, explained, shown, width, value, range, onChange }: SettingProps) {
  return (
    <>
      <Text fz="sm" className="quiet" title={explained}>
        {name}
      </Text>
      <Slider {...range} size="sm" value={value} label={null} thumbLabel={name} onChange={onChange} />
      <Text fz="sm" w={width} style={{ whiteSpace: 'nowrap' }}>
        {shown}
      </Text>
    </>
  )
}
