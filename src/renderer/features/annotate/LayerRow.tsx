import { ActionIcon, Slider, Text, Tooltip } from '@mantine/core'
import { IconCircleDashed, IconCircleFilled, IconEye, IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LayerLook } from '../../editor/EditorSettings.ts'

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
      <Tooltip label={visible}>
        <ActionIcon
          size="sm"
          variant="subtle"
          color={shown ? 'teal' : 'gray'}
          aria-label={visible}
          aria-pressed={shown}
          onClick={() => onLook({ ...look, shown: !shown })}
        >
          {shown ? <IconEye size={16} /> : <IconEyeOff size={16} />}
        </ActionIcon>
      </Tooltip>
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
      <Tooltip label={filled}>
        <ActionIcon
          size="sm"
          variant="subtle"
          color={outlined ? 'teal' : 'gray'}
          aria-label={filled}
          aria-pressed={outlined}
          onClick={() => onLook({ ...look, outlined: !outlined })}
        >
          {outlined ? <IconCircleDashed size={16} /> : <IconCircleFilled size={16} className="faint" />}
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
