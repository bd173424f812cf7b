import './queue.css'
import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { failureFrom } from '../../api/client.ts'
import { QueueCard } from './QueueCard.tsx'
import type { Queue } from './useQueue.ts'

interface Props {
  readonly queue: Queue
  readonly current?: number | undefined
  readonly onOpen: (frame: number) => void
}

/** The queue from left to right, or in words why there is none. */
export function QueueRow({ queue, current, onOpen }: Props) {
  const { t } = useTranslation()
  const { frames, waiting, error } = queue
  if (error)
    return (
      <div className="queue-row" role="alert">
        <Text fz="sm">{t('queue.failed', { why: failureFrom(error).message })}</Text>
        <Button size="compact-sm" variant="default" onClick={queue.again}>
          {t('queue.again')}
        </Button>
      </div>
    )
  if (frames.length === 0)
    return (
      <div className="queue-row">
        <Text fz="sm" className="quiet">
          {t(waiting === undefined ? 'queue.loading' : 'queue.empty')}
        </Text>
      </div>
    )
  return (
    <div className="queue-row">
      {frames.map((queued) => (
        <QueueCard key={queued.frame} queued={queued} current={queued.frame === current} onOpen={onOpen} />
      ))}
    </div>
  )
}
