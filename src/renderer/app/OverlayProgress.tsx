import { Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OverlayProgress as Progressed } from '../../shared/contract/training.ts'
import { duration } from '../ui/duration.ts'

/** How far the model in use has come with the frames that it had not labelled. */
export function OverlayProgress({ done, total, secondsLeft, failed }: Progressed) {
  const { t } = useTranslation()
  if (failed) return <span className="warning">{t('status.overlaysFailed')}</span>
  if (total === 0) return null
  const left = duration(secondsLeft)
  return (
    <>
      <Progress
        value={(100 * done) / total}
        w={80}
        size="sm"
        aria-label={t('status.overlays', { done, total, left })}
      />
      <span>{t('status.overlays', { done, total, left })}</span>
    </>
  )
}
