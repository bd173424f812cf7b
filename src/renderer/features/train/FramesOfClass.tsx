import '../../ui/queue/queue.css'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { QueueCard } from '../../ui/queue/QueueCard.tsx'
import type { ScreenProps } from '../../ui/screenProps.ts'

/** Frames that are named: as many as are labelled in one go. */
const FIRST = 5

interface Props {
  readonly lesion: number
  readonly go: ScreenProps['go']
}

/** The frames to label first for more of a class, from the queue; a click opens one on the canvas. */
export function FramesOfClass({ lesion, go }: Props) {
  const client = useClient()
  const { classes } = useStudy()
  const { t } = useTranslation()
  const { data } = useQuery({
    queryKey: ['queue', lesion],
    queryFn: () => client.queue.next({ count: FIRST, lesion }),
  })
  if (!data) return null
  const { frames } = data
  const name = classes[lesion]?.name ?? String(lesion)
  return (
    <div data-testid="frames-of-class">
      <Text fz="sm" fw={600}>
        {frames.length > 0
          ? t('train.during.labelMore', { name, count: frames.length })
          : t('train.during.noneLeft', { name })}
      </Text>
      <div className="queue-row frames-of-class">
        {frames.map((queued) => (
          <QueueCard
            key={queued.frame}
            queued={queued}
            current={false}
            onOpen={(frame) => go({ screen: 'annotate', frame, queued: true })}
          />
        ))}
      </div>
    </div>
  )
}
