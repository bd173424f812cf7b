import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RoundSummary } from '../../../shared/contract/training.ts'
import { useClient } from '../../api/EngineContext.ts'
import { showFailure } from '../../ui/showFailure.ts'

/** Pause and cancel while it runs, resume where it ended before its time. */
export function RoundButtons({ round: { id, state } }: { round: RoundSummary }) {
  const client = useClient()
  const { t } = useTranslation()
  const ask = (what: 'pause' | 'cancel' | 'resume') => () =>
    void client.training[what]({ run: id }).catch(showFailure)
  if (state === 'finished') return null
  if (state !== 'running')
    return (
      <Button size="compact-sm" variant="default" onClick={ask('resume')}>
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
