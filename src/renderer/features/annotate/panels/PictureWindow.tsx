import { Button, NativeSelect, Slider, Stack, Switch, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { paletteNames } from '../../../../shared/domain/palettes.ts'
import { emphases, isPlain, plainWindow } from '../../../../shared/domain/window.ts'
import type { KeptSettings } from '../saving/keptSettings.ts'

interface Props {
  readonly kept: KeptSettings
  readonly onChange: (part: Partial<KeptSettings>) => void
}

const SLIDERS = [
  { name: 'brightness', min: -0.5, max: 0.5 },
  { name: 'contrast', min: 0.4, max: 3 },
  { name: 'gamma', min: 0.4, max: 2.5 },
] as const

/** How frame and classes look; nothing of it touches what is saved. */
export function PictureWindow({ kept: { window, palette, pressure }, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <Stack gap={8}>
      {SLIDERS.map(({ name, min, max }) => (
        <div key={name} className="window-row">
          <Text fz="sm">{t(`annotate.window.${name}`)}</Text>
          <Slider
            size="sm"
            min={min}
            max={max}
            step={0.01}
            label={null}
            value={window[name]}
            thumbLabel={t(`annotate.window.${name}`)}
            onChange={(value) => onChange({ window: { ...window, [name]: value } })}
          />
        </div>
      ))}
      <NativeSelect
        size="xs"
        label={t('annotate.window.emphasis')}
        value={window.emphasis}
        data={emphases.map((value) => ({ value, label: t(`annotate.window.emphases.${value}`) }))}
        onChange={({ currentTarget: { value } }) => {
          const emphasis = emphases.find((one) => one === value)
          if (emphasis) onChange({ window: { ...window, emphasis } })
        }}
      />
      <Button
        size="compact-xs"
        variant="default"
        disabled={isPlain(window)}
        onClick={() => onChange({ window: plainWindow })}
      >
        {t('annotate.window.reset')}
      </Button>
      <NativeSelect
        size="xs"
        label={t('annotate.palette.title')}
        value={palette}
        data={paletteNames.map((value) => ({ value, label: t(`annotate.palette.${value}`) }))}
        onChange={({ currentTarget: { value } }) => {
          const chosen = paletteNames.find((one) => one === value)
          if (chosen) onChange({ palette: chosen })
        }}
      />
      <Switch
        size="xs"
        label={t('annotate.pressure')}
        checked={pressure}
        onChange={({ currentTarget: { checked } }) => onChange({ pressure: checked })}
      />
    </Stack>
  )
}
