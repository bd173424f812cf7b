import { Button, Group, Skeleton, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { kindNamed } from '../../../shared/trainer/methods/index.ts'
import { useClient } from '../../api/EngineContext.ts'
import { inWords } from '../../api/inWords.ts'
import { roughly } from '../../ui/duration.ts'
import { modelName } from '../../ui/modelName.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { AdvancedOptions } from './AdvancedOptions.tsx'
import { LearnsFrom } from './LearnsFrom.tsx'
import { PlanButton } from './line/PlanButton.tsx'
import { MemoryLine } from './MemoryLine.tsx'
import { memoryOf } from './memory.ts'
import { Obstacles } from './Obstacles.tsx'
import { paceOf, secondsFor } from './pace.ts'
import { backbone, firstWishes, methodOf, optionsOf, stepsOf, wishesFor } from './roundWishes.ts'
import { TimeChoice } from './TimeChoice.tsx'
import { Warnings } from './Warnings.tsx'

interface Props {
  /** Whether a round runs: the next one waits for its end. */
  readonly running: boolean
  readonly onStarted: () => void
  readonly go: ScreenProps['go']
}

/** What a round would learn from, how long it may take, and the button that starts it. */
export function RoundForm({ running, onStarted, go }: Props) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const [wishes, setWishes] = useState(firstWishes)
  const [starting, setStarting] = useState(false)
  const { data: plan } = useQuery({ queryKey: ['outlook'], queryFn: () => client.training.outlook() })
  if (!plan) return <Skeleton className="card" height={320} data-testid="outlook-loading" />

  const change = (part: Partial<typeof wishes>) => setWishes((now) => ({ ...now, ...part }))
  const method = methodOf(wishes, plan.unlabelled)
  const pace = paceOf({ ...wishes, method, backbone }, plan.stepTimes, plan.secondsBeside)
  const steps = stepsOf(wishes, pace)
  const memory = memoryOf({ ...wishes, method, backbone }, plan.stepTimes)
  const { usesUnlabelled } = kindNamed(method)
  const problems = plan.problems.filter(({ name }) => name !== 'nothingUnlabelled' || usesUnlabelled)
  const blocked = problems.length > 0 || (plan.cannotJudge !== null && !wishes.unjudged)
  const start = () => {
    setStarting(true)
    client.training
      .start(optionsOf(wishes, method, steps))
      .then(async () => {
        onStarted()
        await queries.invalidateQueries({ queryKey: ['rounds'] })
      }, showFailure)
      .finally(() => setStarting(false))
  }
  return (
    <section className="card stacked" data-testid="round-form">
      <LearnsFrom plan={plan} />
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
      <Warnings warnings={plan.warnings} go={go} />
      {problems.length === 0 && wishes.method === null && !usesUnlabelled && (
        <Text className="quiet" fz="sm">
          {t('train.allLabelled')}
        </Text>
      )}
      <TimeChoice
        value={wishes.steps === null ? wishes.time : null}
        onChange={(chosen) => change(wishesFor(chosen))}
      />
      <Group>
        <Button onClick={start} loading={starting} disabled={running || blocked}>
          {t('train.start')}
        </Button>
        <PlanButton options={() => optionsOf(wishes, method, steps)} />
        <div>
          <Text className="quiet" fz="sm" data-testid="round-time">
            {t(pace.measured ? 'train.willTake' : 'train.mayTake', {
              time: roughly(secondsFor(steps, pace)),
            })}
            {` · ${t('train.from', { from: plan.initial ? modelName(plan.initial) : t('train.general') })}`}
          </Text>
          <MemoryLine memory={memory} free={plan.freeMemory} />
        </div>
      </Group>
      <AdvancedOptions wishes={wishes} method={method} steps={steps} onChange={change} />
    </section>
  )
}
