import { Alert, Button, Group, NumberInput, Select, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Curves, RoundSummary } from '../../../shared/contract/training.ts'
import { presets } from '../../../shared/trainer/presets.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { useWatch } from '../../api/useWatch.ts'
import { duration } from '../../ui/duration.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { RoundCard } from './RoundCard.tsx'

const { cpu } = presets
/** A step's time here before any round has been timed. */
const GUESS_SECONDS = 0.6

/** Start a round, follow it, read its verdict. */
export function Train() {
  const client = useClient()
  const { classes } = useStudy()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const [steps, setSteps] = useState(cpu.steps)
  const [method, setMethod] = useState('loco')
  const [starting, setStarting] = useState(false)
  const outlook = useQuery({ queryKey: ['outlook'], queryFn: () => client.training.outlook() })
  const rounds = useQuery({ queryKey: ['rounds'], queryFn: () => client.training.rounds() })
  const { current, curves } = useLiveRound()

  const start = () => {
    setStarting(true)
    client.training
      .start({
        method,
        preset: 'cpu',
        backbone: cpu.backbone,
        steps,
        size: cpu.size,
        batch: cpu.batch,
        seed: 0,
        initial: 'champion',
      })
      .then(() => queries.invalidateQueries({ queryKey: ['rounds'] }), showFailure)
      .finally(() => setStarting(false))
  }
  const plan = outlook.data
  const list = (rounds.data ?? []).map((round) => (round.id === current?.id ? current : round))
  const running = list.some((round) => round.state === 'running')
  const seconds = steps * (plan?.secondsPerStep ?? GUESS_SECONDS)
  return (
    <div className="page">
      <div className="column">
        <div>
          <Title order={2} fz="xl">
            {t('train.title')}
          </Title>
          <Text className="quiet" mt={4}>
            {t('train.lead')}
          </Text>
        </div>
        <section className="card">
          {plan && (
            <Group gap="xl" mb="md">
              <Count value={plan.labelled} text={t('train.labelled')} />
              <Count value={plan.unlabelled} text={t('train.unlabelled')} />
              <Count value={plan.validation} text={t('train.validation')} />
              <Stack gap={4}>
                {classes.map(
                  ({ name, colour }, c) =>
                    c > 0 && (
                      <Group key={name} gap={8}>
                        <span className="swatch" style={{ background: colour }} />
                        <Text fz="sm">
                          {t('train.withClass', { count: plan.framesWithClass[c] ?? 0, name })}
                        </Text>
                      </Group>
                    ),
                )}
              </Stack>
            </Group>
          )}
          {plan?.problems.map((problem) => (
            <Alert key={problem} color="orange" mb="md">
              {problem}
            </Alert>
          ))}
          <Group align="flex-end">
            <Select
              w={300}
              label={t('train.method')}
              allowDeselect={false}
              value={method}
              onChange={(value) => setMethod(value ?? 'loco')}
              data={[
                { value: 'loco', label: t('train.loco') },
                { value: 'supervised', label: t('train.supervised') },
              ]}
            />
            <NumberInput
              w={120}
              label={t('train.steps')}
              min={1}
              max={200_000}
              step={50}
              value={steps}
              onChange={(value) => setSteps(Number(value) || 1)}
            />
            <Button
              onClick={start}
              loading={starting}
              disabled={running || !plan || plan.problems.length > 0}
            >
              {t('train.start')}
            </Button>
            <Text className="quiet" fz="sm" pb={8}>
              {t('train.time', { time: duration(seconds) })}
              {plan && ` · ${t('train.from', { from: plan.initial })}`}
            </Text>
          </Group>
        </section>
        {rounds.isSuccess && list.length === 0 && (
          <Stack align="center" mt={48} gap={4}>
            <Text fw={600}>{t('train.none')}</Text>
            <Text className="quiet">{t('train.noneText')}</Text>
          </Stack>
        )}
        {list.map((round, i) => (
          <RoundCard
            key={round.id}
            round={round}
            live={round.id === current?.id ? curves : undefined}
            open={i === 0}
          />
        ))}
      </div>
    </div>
  )
}

function Count({ value, text }: { value: number; text: string }) {
  return (
    <div>
      <Text fz={26} fw={600} lh={1.1}>
        {value}
      </Text>
      <Text className="quiet" fz="sm">
        {text}
      </Text>
    </div>
  )
}

/** The running round and its curves: what was drawn before this screen opened, then each point as it comes. */
function useLiveRound() {
  const client = useClient()
  const queries = useQueryClient()
  const [current, setCurrent] = useState<RoundSummary>()
  const [curves, setCurves] = useState<Curves>({ losses: [], iou: [] })
  const [followed, setFollowed] = useState<string>()
  useWatch(
    (signal) => client.training.watch(undefined, { signal }),
    (event) => {
      switch (event.kind) {
        case 'round':
          setCurrent(event.round)
          if (event.round.id !== followed) {
            setFollowed(event.round.id)
            client.training
              .curves({ run: event.round.id })
              .then(setCurves, () => setCurves({ losses: [], iou: [] }))
          }
          if (event.round.state !== 'running') void queries.invalidateQueries()
          return
        case 'loss':
          return setCurves((now) => ({
            ...now,
            losses: [...now.losses.filter((p) => p.step < event.point.step), event.point],
          }))
        case 'iou':
          return setCurves((now) => ({
            ...now,
            iou: [...now.iou.filter((p) => p.step < event.point.step), event.point],
          }))
      }
    },
  )
  return { current, curves }
}
