import { Slider, Text } from '@mantine/core'
import { IconCircleDashed, IconCircleFilled, IconEye, IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LayerLook } from '../../editor/EditorSettings.ts'
import { IconToggle } from './IconToggle.tsx'

interface Props {
  readonly name: string
  readonly look: LayerLook
  readonly onLook: (look: LayerLook) => void
}

/** One layer: shown or not, filled or as an outline, and how strongly. */
export function LayerRow({ name, look, onLook }: Props) {
  const { t } = useTranslation()
  const { shown, opacity, outlined } = look
  const visible = t(shown ? 'annotate.hideLayer' : 'annotate.showLayer', { name })
  const filled = t(outlined ? 'annotate.fillLayer' : 'annotate.outlineLayer', { name })
  return (
    <div className="layer-row">
      <IconToggle label={visible} on={shown} onToggle={() => onLook({ ...look, shown: !shown })}>
        {shown ? <IconEye size={16} /> : <IconEyeOff size={16} />}
      </IconToggle>
      <Text fz="sm" className="cut" title={name}>
        {name}
      </Text>
      <Slider
        size="sm"
        min={0}
        max={1}
        step={0.05}
        label={null}
        value={opacity}
        disabled={!shown}
        thumbLabel={t('annotate.opacityOf', { name })}
        onChange={(value) => onLook({ ...look, opacity: value })}
      />
      <IconToggle label={filled} on={outlined} onToggle={() => onLook({ ...look, outlined: !outlined })}>
        {outlined ? <IconCircleDashed size={16} /> : <IconCircleFilled size={16} className="faint" />}
      </IconToggle>
    </div>
  )
}
