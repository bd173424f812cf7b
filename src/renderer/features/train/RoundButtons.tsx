import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RoundSummary } from '../../../shared/contract/training.ts'
import { useClient } from '../../api/EngineContext.ts'
import { showFailure } from '../../ui/showFailure.ts'

interface Props {
  readonly round: RoundSummary
  /** It runs again. */
  readonly onStarted: () => void
}

/** Pause and cancel while it runs, resume where it ended before its time. */
export function RoundButtons({ round: { id, state }, onStarted }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const ask = (what: 'pause' | 'cancel') => () => void client.training[what]({ run: id }).catch(showFailure)
  const resume = () => void client.training.resume({ run: id }).then(onStarted, showFailure)
  if (state === 'finished') return null
  if (state !== 'running')
    return (
      <Button size="compact-sm" variant="default" onClick={resume}>
        {t('train.resume')}
      </Button>
    )
  return (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" onClick={ask('pause')}>
        {t('train.pause')}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={ask('cancel')}>
        {t('train.cancel')}
      </Button>
    </Group>
  )
}
