import { Group, Slider, Text } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBrush,
  IconBucketDroplet,
  IconColorPicker,
  IconEraser,
  IconLasso,
  IconMaximize,
  IconPolygon,
  IconWand,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Mask } from '../../../shared/domain/mask.ts'
import type { EditorSettings } from '../../editor/Editor.ts'
import { toolKind, tools } from '../../editor/tools/index.ts'
import { CleanUpMenu } from './CleanUpMenu.tsx'
import { ToolButton } from './ToolButton.tsx'

const ICONS: Readonly<Record<string, typeof IconBrush>> = {
  brush: IconBrush,
  eraser: IconEraser,
  polygon: IconPolygon,
  lasso: IconLasso,
  wand: IconWand,
  fill: IconBucketDroplet,
  pick: IconColorPicker,
}

interface Props {
  readonly settings: EditorSettings
  readonly state: { readonly canUndo: boolean; readonly canRedo: boolean; readonly zoom: number }
  readonly onChange: (part: Partial<EditorSettings>) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly onFit: () => void
  readonly onCleanUp: (work: (mask: Mask, value: number) => Mask) => void
  readonly onRepeat: (() => void) | undefined
}

/** Tools, brush size or what the tool in hand needs to know, clean-ups, undo and zoom, under the canvas. */
export function ToolBar({ settings, state, onChange, onUndo, onRedo, onFit, onCleanUp, onRepeat }: Props) {
  const { t } = useTranslation()
  const { tool, size, readOnly } = settings
  return (
    <div className="annotate-tools" role="toolbar">
      <Group gap={2} wrap="nowrap">
        {tools.map(({ id, key }) => (
          <ToolButton
            key={id}
            label={t('annotate.toolKey', { tool: t(`annotate.tools.${id}`), key: key.toUpperCase() })}
            icon={ICONS[id] ?? IconBrush}
            on={tool === id}
            onClick={() => onChange({ tool: id })}
          />
        ))}
      </Group>
      <div style={{ width: 290 }}>
        {toolKind(tool).sized ? (
          <Group gap="sm" wrap="nowrap">
            <Text fz="sm" className="quiet">
              {t('annotate.size')}
            </Text>
            <Slider
              w={140}
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
        ) : (
          <Text fz="sm" className="quiet cut">
            {t(`annotate.hint.${tool}`)}
          </Text>
        )}
      </div>
      <Group gap={2} wrap="nowrap">
        <CleanUpMenu disabled={readOnly} onCleanUp={onCleanUp} onRepeat={onRepeat} />
        <ToolButton
          label={t('annotate.undo')}
          icon={IconArrowBackUp}
          disabled={!state.canUndo}
          onClick={onUndo}
        />
        <ToolButton
          label={t('annotate.redo')}
          icon={IconArrowForwardUp}
          disabled={!state.canRedo}
          onClick={onRedo}
        />
      </Group>
      <span style={{ flex: 1 }} />
      <Text fz="sm" className="quiet" style={{ whiteSpace: 'nowrap' }}>
        {t('annotate.zoom', { value: Math.round(100 * state.zoom) })}
      </Text>
      <ToolButton label={t('annotate.fit')} icon={IconMaximize} onClick={onFit} />
    </div>
  )
}
