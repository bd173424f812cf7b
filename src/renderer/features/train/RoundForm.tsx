import { Alert, Button, Checkbox, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { presets } from '../../../shared/trainer/presets.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { inWords } from '../../api/inWords.ts'
import { duration } from '../../ui/duration.ts'
import { showFailure } from '../../ui/showFailure.ts'

const { cpu } = presets
/** A step's time here before any round has been timed. */
const GUESS_SECONDS = 0.5

/** What a round would learn from, and the button that starts it. */
export function RoundForm({ running }: { running: boolean }) {
  const client = useClient()
  const { classes } = useStudy()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const [steps, setSteps] = useState(cpu.steps)
  const [minutes, setMinutes] = useState<number | null>(null)
  const [method, setMethod] = useState('loco')
  const [unjudged, setUnjudged] = useState(false)
  const [starting, setStarting] = useState(false)
  const { data: plan } = useQuery({ queryKey: ['outlook'], queryFn: () => client.training.outlook() })
  const blocked = !plan || plan.problems.length > 0 || (plan.cannotJudge !== null && !unjudged)

  const start = () => {
    setStarting(true)
    const { backbone, size, batch } = cpu
    const fixed = { preset: 'cpu', backbone, size, batch, seed: 0, initial: 'champion' } as const
    client.training
      .start({ ...fixed, method, steps, stopAfterMinutes: minutes, unjudged })
      .then(() => queries.invalidateQueries({ queryKey: ['rounds'] }), showFailure)
      .finally(() => setStarting(false))
  }
  const seconds = steps * (plan?.secondsPerStep ?? GUESS_SECONDS)
  return (
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
                    <Text fz="sm">{t('train.withClass', { count: plan.framesWithClass[c] ?? 0, name })}</Text>
                  </Group>
                ),
            )}
          </Stack>
        </Group>
      )}
      {plan?.problems.map((problem) => (
        <Alert key={problem.name} color="orange" mb="md">
          {inWords(problem)}
        </Alert>
      ))}
      {plan?.cannotJudge && (
        <Alert color="orange" mb="md">
          <Stack gap="xs">
            {inWords(plan.cannotJudge)}
            <Checkbox
              label={t('train.unjudged')}
              checked={unjudged}
              onChange={(event) => setUnjudged(event.currentTarget.checked)}
            />
          </Stack>
        </Alert>
      )}
      {plan?.notes.map(inWords).map((note) => (
        <Text key={note} className="quiet" fz="sm" mb="md">
          {note}
        </Text>
      ))}
      <Group align="flex-end">
        <Select
          w={290}
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
          w={110}
          label={t('train.steps')}
          min={1}
          max={200_000}
          step={50}
          value={steps}
          onChange={(value) => setSteps(Number(value) || 1)}
        />
        <NumberInput
          w={170}
          label={t('train.stopAfter')}
          placeholder={t('train.stopNever')}
          min={1}
          step={10}
          suffix={` ${t('train.minutes')}`}
          value={minutes ?? ''}
          onChange={(value) => setMinutes(Number(value) || null)}
        />
        <Button onClick={start} loading={starting} disabled={running || blocked}>
          {t('train.start')}
        </Button>
        <Text className="quiet" fz="sm" lh="36px">
          {t('train.time', { time: duration(seconds) })}
          {plan && ` · ${t('train.from', { from: plan.initial })}`}
        </Text>
      </Group>
    </section>
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
