import { Button, Group, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { duration } from './duration.ts'
import type { JobProgress } from './useJob.ts'

/** How far a job is, how long it takes still, and how to stop it. */
export function JobBar({ progress, onStop }: { progress: JobProgress; onStop: () => void }) {
  const { t } = useTranslation()
  const { done, total, secondsLeft } = progress
  const text = total === 0 ? t('study.looking') : t('study.done', { done, total })
  return (
    <div role="status">
      <Group justify="space-between" mb={6}>
        <Text fz="sm">{text}</Text>
        <Group gap="sm">
          {secondsLeft !== null && (
            <Text className="quiet" fz="sm">
              {t('start.left', { left: duration(secondsLeft) })}
            </Text>
          )}
          <Button size="compact-sm" variant="default" onClick={onStop}>
            {t('study.stop')}
          </Button>
        </Group>
      </Group>
      <Progress value={total === 0 ? 100 : (100 * done) / total} animated={total === 0} aria-label={text} />
    </div>
  )
}
