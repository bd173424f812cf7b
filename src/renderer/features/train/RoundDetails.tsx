import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Curves, RoundSummary } from '../../../shared/contract/training.ts'
import { useClient } from '../../api/EngineContext.ts'
import { percent } from '../../ui/figureText.ts'
import { ClassTable } from './ClassTable.tsx'
import { Fold } from './Fold.tsx'
import { RoundCharts } from './RoundCharts.tsx'
import { ValidationStrip } from './ValidationStrip.tsx'

interface Props {
  readonly round: RoundSummary
  readonly live: Curves | undefined
  readonly isNewest: boolean
}

/** Charts and what else only an engineer asks for, folded away. */
export function RoundDetails({ round, live, isNewest }: Props) {
  const { t } = useTranslation()
  return (
    <Fold title={t('train.details')}>
      <Stack gap="md" mt="xs">
        {round.verdict && !isNewest && <ClassTable verdict={round.verdict} />}
        <Nets round={round} />
        {round.state !== 'running' && (
          <ValidationStrip run={round.id} judged={0} isOver={round.state === 'finished'} />
        )}
        <Charts round={round} live={live} />
      </Stack>
    </Fold>
  )
}

function Nets({ round: { step, options, verdict } }: Pick<Props, 'round'>) {
  const { t } = useTranslation()
  const nets = verdict?.nets.map(({ net, step: at, overlap }) =>
    t(`train.netAt.${net}`, { step: at, overlap: percent(overlap) }),
  )
  return (
    <Text className="quiet" fz="sm">
      {t('train.step', { step, steps: options.steps })}
      {nets && nets.length > 0 && ` · ${t('train.nets', { nets: nets.join(' · ') })}`}
    </Text>
  )
}

function Charts({ round: { id, state, options }, live }: Pick<Props, 'round' | 'live'>) {
  const client = useClient()
  const running = state === 'running'
  const stored = useQuery({
    queryKey: ['curves', id],
    queryFn: () => client.training.curves({ run: id }),
    enabled: !running,
  })
  const curves = running ? live : stored.data
  return curves && <RoundCharts curves={curves} steps={options.steps} />
}
