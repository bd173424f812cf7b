import { useTranslation } from 'react-i18next'
import type { Queued } from '../../../shared/contract/queue.ts'
import { useStudy } from '../../api/EngineContext.ts'
import { useFrameImage } from '../../api/useFrameImage.ts'
import { whyText } from './whyText.ts'

/** Work below this is said as less than a minute, min. */
const SHORT = 1

interface Props {
  readonly queued: Queued
  readonly current: boolean
  readonly onOpen: (frame: number) => void
}

/** A frame of the queue: its picture and, in one line, why. */
export function QueueCard({ queued, current, onOpen }: Props) {
  const { t } = useTranslation()
  const { classes } = useStudy()
  const url = useFrameImage(queued.frame, 'thumbnail')
  const { name, patient, modality, minutes } = queued
  const text = whyText(t, queued.why, classes)
  const work =
    minutes === null
      ? []
      : [minutes < SHORT ? t('queue.short') : t('queue.minutes', { count: Math.round(minutes) })]
  return (
    <button
      type="button"
      className="queue-card"
      title={[text, `${name} · ${patient} · ${modality}`, ...work].join('\n')}
      aria-current={current}
      data-frame={queued.frame}
      onClick={() => onOpen(queued.frame)}
    >
      {url ? <img src={url} alt="" draggable={false} /> : <span className="queue-blank" />}
      <span className="queue-why">{text}</span>
    </button>
  )
}
