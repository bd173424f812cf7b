import { Group, NativeSelect, Text } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCircleHalf2,
  IconMaximize,
  IconRotate2,
  IconRotateClockwise2,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../../../api/EngineContext.ts'
import { toolKind } from '../../../../editor/tools/index.ts'
import { withKey } from '../../../../keyboard/commandText.ts'
import { useKeyboard } from '../../../../keyboard/Keyboard.tsx'
import { useStored } from '../../../../ui/Store.ts'
import type { FramePlace } from '../../place/useFramePlace.ts'
import type { KeptSettings } from '../../saving/keptSettings.ts'
import type { LoadedFrame } from '../openFrame.ts'
import type { OpenEditor } from '../useEditor.ts'
import type { FrameActs } from '../useFrameActs.ts'
import { BrushOptions } from './BrushOptions.tsx'
import { CleanUpMenu } from './CleanUpMenu.tsx'
import { HoldButton } from './HoldButton.tsx'
import { RulerOptions } from './RulerOptions.tsx'
import { ToolButton } from './ToolButton.tsx'
import { ToolHint } from './ToolHint.tsx'

interface Props {
  readonly loaded: LoadedFrame
  readonly open: OpenEditor
  readonly kept: KeptSettings
  readonly acts: FrameActs
  readonly place: FramePlace
  readonly readOnly: boolean
  readonly onChange: (part: Partial<KeptSettings>) => void
}

/** What the tool in hand can be set to, what paint may go over, clean-ups, undo and the view, under the canvas. */
export function ToolOptions({ loaded, open, kept, acts, place, readOnly, onChange }: Props) {
  const { t } = useTranslation()
  const { keys } = useKeyboard()
  const { editor, blocked } = open
  const state = useStored(open.state, ({ canUndo, canRedo, preparing, measured, view }) => ({
    canUndo,
    canRedo,
    preparing,
    measured,
    zoom: Math.round(100 * view.scale),
  }))
  const named = (id: string) => withKey(t(`commands.${id}`), keys(id))
  return (
    <div className="annotate-tools" role="toolbar" aria-label={t('annotate.options')}>
      <div className="annotate-options">
        {state.preparing ? (
          <Text fz="sm" className="quiet" role="status">
            {t('annotate.preparing')}
          </Text>
        ) : kept.tool === 'ruler' ? (
          <RulerOptions measured={state.measured} place={place} acts={acts} readOnly={readOnly} />
        ) : toolKind(kept.tool).sized ? (
          <BrushOptions kept={kept} onChange={onChange} />
        ) : (
          <ToolHint tool={kept.tool} loaded={loaded} place={place} />
        )}
      </div>
      <OverwriteRule kept={kept} flashing={blocked === 'overwrite'} onChange={onChange} />
      <Group gap={2} wrap="nowrap" ml="auto">
        <HoldButton
          label={named('layers.fill')}
          icon={IconCircleHalf2}
          onHold={(fill) => editor.current?.hold({ fill })}
        />
        <CleanUpMenu disabled={readOnly} acts={acts} />
        <ToolButton
          label={named('history.undo')}
          icon={IconArrowBackUp}
          disabled={!state.canUndo}
          onClick={() => editor.current?.undo()}
        />
        <ToolButton
          label={named('history.redo')}
          icon={IconArrowForwardUp}
          disabled={!state.canRedo}
          onClick={() => editor.current?.redo()}
        />
        <ToolButton
          label={named('view.left')}
          icon={IconRotate2}
          onClick={() => editor.current?.view.turn(-15)}
        />
        <ToolButton
          label={named('view.right')}
          icon={IconRotateClockwise2}
          onClick={() => editor.current?.view.turn(15)}
        />
        <Text fz="sm" className="quiet" w={52} ta="right" data-testid="zoom">
          {t('annotate.zoom', { value: state.zoom })}
        </Text>
        <ToolButton
          label={named('view.fit')}
          icon={IconMaximize}
          onClick={() => editor.current?.view.fit()}
        />
      </Group>
    </div>
  )
}

interface RuleProps {
  readonly kept: KeptSettings
  readonly flashing: boolean
  readonly onChange: (part: Partial<KeptSettings>) => void
}

/** What paint may go over; it flashes when it has just kept something. */
function OverwriteRule({ kept: { rules }, flashing, onChange }: RuleProps) {
  const { t } = useTranslation()
  const { classes } = useStudy()
  return (
    <>
      <div className="rule" data-flashing={flashing}>
        <NativeSelect
          size="xs"
          aria-label={t('annotate.overwrite')}
          value={String(rules.overwrite)}
          data={[
            { value: 'all', label: t('annotate.over.all') },
            { value: 'background', label: t('annotate.over.background') },
            ...classes.slice(1).map(({ name }, i) => ({
              value: String(i + 1),
              label: t('annotate.over.class', { name }),
            })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            onChange({
              rules: {
                ...rules,
                overwrite: value === 'all' || value === 'background' ? value : Number(value),
              },
            })
          }
        />
      </div>
      <output className="unseen">{flashing && t('annotate.blocked')}</output>
    </>
  )
}
