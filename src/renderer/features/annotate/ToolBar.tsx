import { ActionIcon, Button, Group, Slider, Text, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconBrush, IconEraser, IconMaximize } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EditorSettings } from '../../editor/Editor.ts'

interface Props {
  readonly settings: EditorSettings
  readonly state: { readonly canUndo: boolean; readonly canRedo: boolean; readonly zoom: number }
  readonly onChange: (part: Partial<EditorSettings>) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly onFit: () => void
}

/** Tools, brush size, undo and zoom, under the canvas. */
export function ToolBar({ settings, state, onChange, onUndo, onRedo, onFit }: Props) {
  const { t } = useTranslation()
  const { tool, size } = settings
  const icon = (
    label: string,
    Icon: typeof IconBrush,
    onClick: () => void,
    options: { on?: boolean; disabled?: boolean } = {},
  ) => (
    <Tooltip label={label}>
      <ActionIcon
        variant={options.on ? 'filled' : 'subtle'}
        color={options.on ? 'teal' : 'gray'}
        size="lg"
        aria-label={label}
        aria-pressed={options.on}
        disabled={options.disabled ?? false}
        onClick={onClick}
      >
        <Icon size={19} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
  return (
    <div className="annotate-tools" role="toolbar">
      <Group gap={4} wrap="nowrap">
        {icon(t('annotate.brush'), IconBrush, () => onChange({ tool: 'brush' }), { on: tool === 'brush' })}
        {icon(t('annotate.eraser'), IconEraser, () => onChange({ tool: 'eraser' }), {
          on: tool === 'eraser',
        })}
      </Group>
      <Group gap="sm" wrap="nowrap">
        <Text fz="sm" className="quiet">
          {t('annotate.size')}
        </Text>
        <Slider
          w={160}
          size="sm"
          min={1}
          max={120}
          value={Math.min(120, size)}
          label={null}
          thumbLabel={t('annotate.size')}
          onChange={(value) => onChange({ size: value })}
        />
        <Text fz="sm" w={52}>
          {t('annotate.px', { value: size })}
        </Text>
      </Group>
      <Group gap={4} wrap="nowrap">
        {icon(t('annotate.undo'), IconArrowBackUp, onUndo, { disabled: !state.canUndo })}
        {icon(t('annotate.redo'), IconArrowForwardUp, onRedo, { disabled: !state.canRedo })}
      </Group>
      <span style={{ flex: 1 }} />
      <Text fz="sm" className="quiet">
        {t('annotate.zoom', { value: Math.round(100 * state.zoom) })}
      </Text>
      <Tooltip label={t('annotate.fit')}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          px={6}
          aria-label={t('annotate.fit')}
          onClick={onFit}
        >
          <IconMaximize size={18} stroke={1.6} />
        </Button>
      </Tooltip>
    </div>
  )
}
