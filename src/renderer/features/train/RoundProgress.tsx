import { Group, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RoundSummary } from '../../../shared/contract/training.ts'
import { duration } from '../../ui/duration.ts'

/** How far a running round is, and how long it has to go. */
export function RoundProgress({
  round: { step, options, phase, secondsLeft, waits },
}: {
  round: RoundSummary
}) {
  const { t } = useTranslation()
  const at = t('train.step', { step, steps: options.steps })
  return (
    <div>
      <Progress value={(100 * step) / options.steps} mb={6} aria-label={at} />
      <Group justify="space-between">
        <Text fz="sm">
          {phase === 'learning' ? at : t(`train.${phase === 'ended' ? 'finished' : phase}`)}
          {waits && ` · ${t('train.waits')}`}
        </Text>
        <Text fz="sm" className="quiet">
          {secondsLeft !== null && t('train.left', { time: duration(secondsLeft) })}
        </Text>
      </Group>
    </div>
  )
}
