import { Group, Text } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCircleHalf2,
  IconMaximize,
  IconRotate2,
  IconRotateClockwise2,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../../../keyboard/commandText.ts'
import { useKeyboard } from '../../../../keyboard/Keyboard.tsx'
import { useStored } from '../../../../ui/Store.ts'
import type { Desk } from '../setup/Desk.ts'
import { CleanUpMenu } from './CleanUpMenu.tsx'
import { HoldButton } from './HoldButton.tsx'
import { ToolButton } from './ToolButton.tsx'

/** Clean-ups, the steps back and forth, and how the frame lies on the stage. */
export function StepsAndView({ desk: { open, acts, settings } }: { desk: Desk }) {
  const { t } = useTranslation()
  const { keys } = useKeyboard()
  const { editor } = open
  const state = useStored(open.state, ({ canUndo, canRedo, view }) => ({
    canUndo,
    canRedo,
    zoom: Math.round(100 * view.scale),
  }))
  const named = (id: string) => withKey(t(`commands.${id}`), keys(id))
  return (
    <Group gap={2} wrap="nowrap" ml="auto">
      <HoldButton
        label={named('layers.fill')}
        icon={IconCircleHalf2}
        onHold={(fill) => editor.current?.hold({ fill })}
      />
      <CleanUpMenu disabled={settings.readOnly} acts={acts} />
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
      <ToolButton label={named('view.fit')} icon={IconMaximize} onClick={() => editor.current?.view.fit()} />
    </Group>
  )
}
