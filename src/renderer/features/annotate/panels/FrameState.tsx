import { ActionIcon, Badge, Button, Group, Menu, Text, Tooltip } from '@mantine/core'
import { IconCheck, IconCircleOff, IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FrameState as State } from '../../../../shared/domain/frameState.ts'
import { withKey } from '../../../keyboard/commandText.ts'
import { useKeyboard } from '../../../keyboard/Keyboard.tsx'

interface Props {
  readonly state: State
  readonly readOnly: boolean
  /** Whose mask the label is, where it is not one's own. */
  readonly labelOf: string | undefined
}

/** Colours say whether a frame teaches, the words say why. */
const stateColour: Readonly<Record<State, string>> = {
  untouched: 'gray',
  inProgress: 'yellow',
  done: 'teal',
  noLesion: 'teal',
  skipped: 'gray',
}

/** How far one has come with the frame, and the acts that say so; each is a command with a key. */
export function FrameState({ state, readOnly, labelOf }: Props) {
  const { t } = useTranslation()
  const { run, keys } = useKeyboard()
  const hint = (id: string) => withKey(t(`commands.${id}`), keys(id))
  return (
    <div className="annotate-finish" data-testid="frame-state" data-state={state}>
      <Group gap={8} wrap="nowrap" mb={8}>
        <Badge color={stateColour[state]} variant="light" tt="none" style={{ flex: 'none' }}>
          {t(`frame.states.${state}`)}
        </Badge>
        <Text fz="xs" className="quiet cut" title={t(`annotate.means.${state}`)}>
          {labelOf === undefined ? t(`annotate.means.${state}`) : t('annotate.labelOf', { author: labelOf })}
        </Text>
      </Group>
      <Group gap={6} wrap="nowrap">
        <Tooltip label={hint('submit')}>
          <Button
            size="xs"
            flex={1}
            px={6}
            leftSection={<IconCheck size={16} />}
            disabled={readOnly}
            onClick={() => run('submit')}
          >
            {t('annotate.done')}
          </Button>
        </Tooltip>
        <Tooltip label={hint('noLesion')}>
          <Button
            size="xs"
            flex={1}
            px={6}
            variant="default"
            leftSection={<IconCircleOff size={16} />}
            disabled={readOnly}
            onClick={() => run('noLesion')}
          >
            {t('annotate.noLesionHere')}
          </Button>
        </Tooltip>
        <Menu position="top-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label={t('annotate.moreActs')} disabled={readOnly}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {(['skip', 'noLabel', 'go.unlabelled'] as const).map((id) => (
              <Menu.Item key={id} onClick={() => run(id)}>
                {hint(id)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
    </div>
  )
}
