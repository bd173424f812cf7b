import { Slider, Text } from '@mantine/core'
import { IconCircle, IconCircleFilled, IconEye, IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LayerLook } from '../../../editor/EditorSettings.ts'
import type { LineStyle } from '../../../editor/lines/lineStyles.ts'
import { IconToggle } from './IconToggle.tsx'
import { LineSample } from './LineSample.tsx'

interface Props {
  readonly name: string
  readonly line: LineStyle
  readonly look: LayerLook
  readonly onLook: (look: LayerLook) => void
}

/** One layer: shown or not, how its outline is drawn, filled or not, and how strongly. */
export function LayerRow({ name, line, look, onLook }: Props) {
  const { t } = useTranslation()
  const { shown, filled } = look
  const visible = t(shown ? 'annotate.hideLayer' : 'annotate.showLayer', { name })
  const inside = t(filled ? 'annotate.outlineLayer' : 'annotate.fillLayer', { name })
  return (
    <div className="layer-row">
      <IconToggle label={visible} on={shown} onToggle={() => onLook({ ...look, shown: !shown })}>
        {shown ? <IconEye size={16} /> : <IconEyeOff size={16} />}
      </IconToggle>
      <LineSample line={line} />
      <Text fz="sm" className="cut" title={name}>
        {name}
      </Text>
      <Slider
        size="sm"
        min={0}
        max={1}
        step={0.05}
        label={null}
        value={filled ? look.fill : look.line}
        disabled={!shown}
        thumbLabel={t('annotate.opacityOf', { name })}
        onChange={(value) => onLook({ ...look, [filled ? 'fill' : 'line']: value })}
      />
      <IconToggle label={inside} on={filled} onToggle={() => onLook({ ...look, filled: !filled })}>
        {filled ? <IconCircleFilled size={16} /> : <IconCircle size={16} />}
      </IconToggle>
    </div>
  )
}
