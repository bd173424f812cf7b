import { Collapse, Text, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { QueueRow } from '../../ui/queue/QueueRow.tsx'
import { useQueue } from '../../ui/queue/useQueue.ts'
import { useOpened } from '../../ui/useOpened.ts'

/** The frames that are worth most to be labelled now, above all others. */
export function QueueShelf({ onOpen }: { onOpen: (frame: number) => void }) {
  const { t } = useTranslation()
  const row = useId()
  const queue = useQueue()
  const [opened, toggle] = useOpened('loco-opened-queue-shelf', () => true)
  return (
    <section className="queue-shelf" aria-label={t('queue.title')}>
      <UnstyledButton className="queue-toggle" aria-expanded={opened} aria-controls={row} onClick={toggle}>
        <IconChevronDown size={14} style={{ rotate: opened ? '0deg' : '-90deg' }} />
        <span className="queue-title">{t('queue.title')}</span>
        {queue.waiting !== undefined && queue.waiting > 0 && (
          <Text fz="xs" className="quiet">
            {t('queue.waiting', { count: queue.waiting })}
          </Text>
        )}
      </UnstyledButton>
      <Collapse expanded={opened} transitionDuration={120} id={row}>
        {opened && <QueueRow queue={queue} onOpen={onOpen} />}
      </Collapse>
    </section>
  )
}
