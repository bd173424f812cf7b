import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconChevronDown, IconTarget } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../../keyboard/commandText.ts'
import { useKeyboard } from '../../../keyboard/Keyboard.tsx'
import { QueueRow } from '../../../ui/queue/QueueRow.tsx'
import type { Queue } from '../../../ui/queue/useQueue.ts'

/** A window so high has room for the queue beside the film, px. */
export const ROOMY = 860

interface Props {
  readonly opened: boolean
  readonly onToggle: () => void
}

/** Leads to the most valuable frame, and opens and closes the strip of those behind it. */
export function QueueButtons({ opened, onToggle }: Props) {
  const { t } = useTranslation()
  const { run, keys } = useKeyboard()
  const toggle = t(opened ? 'queue.hide' : 'queue.show')
  return (
    <Button.Group>
      <Tooltip label={withKey(t('commands.go.valuable'), keys('go.valuable'))}>
        <Button
          className="queue-go"
          variant="default"
          size="xs"
          h={34}
          px={10}
          aria-label={t('queue.go')}
          leftSection={<IconTarget size={16} />}
          onClick={() => run('go.valuable')}
        >
          {t('queue.go')}
        </Button>
      </Tooltip>
      <Tooltip label={toggle}>
        <ActionIcon
          className="queue-open"
          variant="default"
          w={26}
          h={34}
          aria-label={toggle}
          aria-expanded={opened}
          onClick={onToggle}
        >
          <IconChevronDown size={15} style={{ rotate: opened ? '180deg' : '0deg' }} />
        </ActionIcon>
      </Tooltip>
    </Button.Group>
  )
}

interface StripProps {
  readonly queue: Queue
  readonly current: number | undefined
  readonly onOpen: (frame: number) => void
}

/** The day's queue, the most valuable first. */
export function QueueStrip({ queue, current, onOpen }: StripProps) {
  const { t } = useTranslation()
  return (
    <section className="queue-strip" aria-label={t('queue.title')}>
      <QueueRow queue={queue} onOpen={onOpen} current={current} />
    </section>
  )
}
