import { Alert, Badge, Button, Group, Progress, Table, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Curves, RoundSummary, Verdict } from '../../../shared/contract/training.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { inWords } from '../../api/inWords.ts'
import { duration } from '../../ui/duration.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { RoundCharts } from './RoundCharts.tsx'

const percent = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`)

/** One round: under way with its charts, or done with its verdict. */
export function RoundCard({
  round,
  live,
  open,
}: {
  round: RoundSummary
  live: Curves | undefined
  open: boolean
}) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const running = round.state === 'running'
  const stored = useQuery({
    queryKey: ['curves', round.id],
    queryFn: () => client.training.curves({ run: round.id }),
    enabled: open && !running,
  })
  const models = useQuery({ queryKey: ['models'], queryFn: () => client.models.list() })
  const model = models.data?.find((m) => m.id === round.model)
  const curves = running ? live : stored.data
  const refresh = () => void queries.invalidateQueries()
  const { step, options, secondsLeft, phase, verdict, message } = round
  return (
    <section className="card" aria-label={model?.name ?? t('train.step', { step, steps: options.steps })}>
      <Group justify="space-between" mb="sm">
        <Group gap="sm">
          <Text fw={600}>{model?.name ?? new Date(round.startedAt).toLocaleString()}</Text>
          <Badge variant="light" color={running ? 'teal' : round.state === 'crashed' ? 'orange' : 'gray'}>
            {t(`train.${round.state}`)}
          </Badge>
          <Text className="quiet" fz="sm">
            {t('train.learned', {
              method: t(`train.name.${options.method}`, { defaultValue: options.method }),
              labelled: round.labelled,
              unlabelled: round.unlabelled,
            })}
          </Text>
        </Group>
        {running && (
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => client.training.pause({ run: round.id }).then(refresh, showFailure)}
            >
              {t('train.pause')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => client.training.cancel({ run: round.id }).then(refresh, showFailure)}
            >
              {t('train.cancel')}
            </Button>
          </Group>
        )}
        {!running && round.state !== 'finished' && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => client.training.resume({ run: round.id }).then(refresh, showFailure)}
          >
            {t('train.resume')}
          </Button>
        )}
      </Group>
      {running && (
        <>
          <Progress
            value={(100 * step) / options.steps}
            mb={6}
            aria-label={t('train.step', { step, steps: options.steps })}
          />
          <Group justify="space-between" mb="md">
            <Text fz="sm">
              {phase === 'learning'
                ? t('train.step', { step, steps: options.steps })
                : t(`train.${phase === 'ended' ? 'finished' : phase}`)}
            </Text>
            <Text fz="sm" className="quiet">
              {secondsLeft !== null && t('train.left', { time: duration(secondsLeft) })}
            </Text>
          </Group>
        </>
      )}
      {message && (
        <Alert color={round.state === 'paused' ? 'gray' : 'orange'} mb="md">
          {inWords(message)}
        </Alert>
      )}
      {round.state === 'finished' && (
        <Result verdict={verdict} model={round.model} inUse={model?.inUse ?? false} onUsed={refresh} />
      )}
      {open && curves && <RoundCharts curves={curves} steps={options.steps} />}
    </section>
  )
}

function Result({
  verdict,
  model,
  inUse,
  onUsed,
}: {
  verdict: Verdict | null
  model: string | null
  inUse: boolean
  onUsed: () => void
}) {
  const client = useClient()
  const { classes } = useStudy()
  const { t } = useTranslation()
  const signed = (value: number) => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}`
  return (
    <div style={{ marginBottom: 16 }} data-testid="verdict">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Text fw={600} fz="lg">
            {verdict ? t(`train.${verdict.overall}`) : t('train.notJudged')}
          </Text>
          {verdict?.overall === 'first' && (
            <Text className="quiet" fz="sm">
              {t('train.firstText')}
            </Text>
          )}
          {verdict && verdict.overall !== 'first' && (
            <Text className="quiet" fz="sm">
              {t('train.change', {
                change: signed(verdict.change),
                low: signed(verdict.interval[0]),
                high: signed(verdict.interval[1]),
              })}
            </Text>
          )}
          {verdict && verdict.patientsWorse.length > 0 && (
            <Text className="quiet" fz="sm">
              {t('train.worsePatients', { patients: verdict.patientsWorse.join(', ') })}
            </Text>
          )}
        </div>
        {inUse ? (
          <Badge variant="light">{t('train.inUse')}</Badge>
        ) : (
          model && (
            <Button
              size="compact-sm"
              onClick={() => client.models.use({ id: model }).then(onUsed, showFailure)}
            >
              {t('train.use')}
            </Button>
          )
        )}
      </Group>
      {verdict && (
        <Table mt="sm" w="auto" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('train.class')}</Table.Th>
              {verdict.overall !== 'first' && <Table.Th>{t('train.before')}</Table.Th>}
              <Table.Th>{t('train.now')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {verdict.perClass.map((row) => (
              <Table.Tr key={row.class}>
                <Table.Td>
                  <Group gap={8}>
                    <span className="swatch" style={{ background: classes[row.class]?.colour }} />
                    {classes[row.class]?.name}
                  </Group>
                </Table.Td>
                {verdict.overall !== 'first' && <Table.Td>{percent(row.before)}</Table.Td>}
                <Table.Td>{percent(row.now)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  )
}
