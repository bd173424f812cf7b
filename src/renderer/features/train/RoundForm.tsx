import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { kindNamed } from '../../../shared/trainer/methods/index.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { inWords } from '../../api/inWords.ts'
import { roughly } from '../../ui/duration.ts'
import { modelName } from '../../ui/modelName.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { AdvancedOptions } from './AdvancedOptions.tsx'
import { Obstacles } from './Obstacles.tsx'
import { paceOf, secondsFor } from './pace.ts'
import { backbone, firstWishes, methodOf, optionsOf, stepsOf } from './roundWishes.ts'
import { TimeChoice } from './TimeChoice.tsx'

/** What a round would learn from, how long it may take, and the button that starts it. */
export function RoundForm({ running, go }: { running: boolean; go: ScreenProps['go'] }) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const [wishes, setWishes] = useState(firstWishes)
  const [starting, setStarting] = useState(false)
  const { data: plan } = useQuery({ queryKey: ['outlook'], queryFn: () => client.training.outlook() })
  if (!plan) return null

  const change = (part: Partial<typeof wishes>) => setWishes((now) => ({ ...now, ...part }))
  const method = methodOf(wishes, plan.unlabelled)
  const pace = paceOf({ ...wishes, method, backbone }, plan.stepTimes, plan.secondsBeside)
  const steps = stepsOf(wishes, pace)
  const { usesUnlabelled } = kindNamed(method)
  const problems = plan.problems.filter(({ name }) => name !== 'nothingUnlabelled' || usesUnlabelled)
  const blocked = problems.length > 0 || (plan.cannotJudge !== null && !wishes.unjudged)
  const start = () => {
    setStarting(true)
    client.training
      .start(optionsOf(wishes, method, steps))
      .then(() => queries.invalidateQueries({ queryKey: ['rounds'] }), showFailure)
      .finally(() => setStarting(false))
  }
  return (
    <section className="card stacked">
      <LearnsFrom {...plan} />
      <Obstacles
        problems={problems}
        cannotJudge={plan.cannotJudge}
        unjudged={wishes.unjudged}
        onUnjudged={(unjudged) => change({ unjudged })}
        go={go}
      />
      {problems.length === 0 &&
        plan.notes.map(inWords).map((note) => (
          <Text key={note} className="quiet" fz="sm">
            {note}
          </Text>
        ))}
      {problems.length === 0 && wishes.method === null && !usesUnlabelled && (
        <Text className="quiet" fz="sm">
          {t('train.allLabelled')}
        </Text>
      )}
      <TimeChoice
        value={wishes.steps === null ? wishes.time : null}
        onChange={(time) => change({ time, steps: null })}
      />
      <Group>
        <Button onClick={start} loading={starting} disabled={running || blocked}>
          {t('train.start')}
        </Button>
        <Text className="quiet" fz="sm" data-testid="round-time">
          {t(pace.measured ? 'train.willTake' : 'train.mayTake', {
            time: roughly(secondsFor(steps, pace)),
          })}
          {` · ${t('train.from', { from: plan.initial ? modelName(plan.initial) : t('train.general') })}`}
        </Text>
      </Group>
      <AdvancedOptions wishes={wishes} method={method} steps={steps} onChange={change} />
    </section>
  )
}

interface Counts {
  readonly labelled: number
  readonly unlabelled: number
  readonly validation: number
  readonly framesWithClass: readonly number[]
}

function LearnsFrom({ labelled, unlabelled, validation, framesWithClass }: Counts) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  return (
    <Group gap="xl" align="flex-start">
      <Count of="labelled" value={labelled} />
      <Count of="unlabelled" value={unlabelled} />
      <Count of="validation" value={validation} />
      <Stack gap={4}>
        {classes.map(
          ({ name, colour }, c) =>
            c > 0 && (
              <Group key={name} gap={8} wrap="nowrap">
                <span className="swatch" style={{ background: colour }} />
                <Text fz="sm">{t('train.withClass', { count: framesWithClass[c] ?? 0, name })}</Text>
              </Group>
            ),
        )}
      </Stack>
    </Group>
  )
}

function Count({ of, value }: { of: 'labelled' | 'unlabelled' | 'validation'; value: number }) {
  const { t } = useTranslation()
  return (
    <div style={{ maxWidth: 150, textWrap: 'balance' }}>
      <div className="big" data-count={of}>
        {value}
      </div>
      <Text className="quiet" fz="sm" lh={1.3}>
        {t(`train.${of}`)}
      </Text>
    </div>
  )
}
