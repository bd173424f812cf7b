import { Alert, Badge, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Curves, RoundSummary } from '../../../shared/contract/training.ts'
import { isMethodName, kindNamed } from '../../../shared/trainer/methods/index.ts'
import { useClient } from '../../api/EngineContext.ts'
import { inWords } from '../../api/inWords.ts'
import { modelName } from '../../ui/modelName.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { moment } from '../../ui/shown.ts'
import { ClassesNow } from './ClassesNow.tsx'
import { nextSteps } from './nextSteps.ts'
import { RoundButtons } from './RoundButtons.tsx'
import { RoundDetails } from './RoundDetails.tsx'
import { RoundProgress } from './RoundProgress.tsx'
import { RoundResult } from './RoundResult.tsx'
import { SaveRound } from './SaveRound.tsx'
import { StartAgain } from './StartAgain.tsx'
import { TakenForTrue } from './taken/TakenForTrue.tsx'
import { ValidationStrip } from './ValidationStrip.tsx'
import { WhatItSees } from './WhatItSees.tsx'
import { WhatNext } from './WhatNext.tsx'

interface Props {
  readonly round: RoundSummary
  readonly live: Curves | undefined
  readonly isNewest: boolean
  /** It runs again. */
  readonly onStarted: () => void
  readonly go: ScreenProps['go']
}

/** One round: under way, or done with its verdict, what its model sees, and what to do next. */
export function RoundCard({ round, live, isNewest, onStarted, go }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const models = useQuery({ queryKey: ['models'], queryFn: () => client.models.list() })
  const model = models.data?.find(({ id }) => id === round.model)
  const { state, step, options, message, verdict } = round
  const name = model && modelName(model)
  const running = state === 'running'
  const isJudged = state === 'finished'
  return (
    <section
      className="card stacked"
      data-round={state}
      aria-label={name ?? t('train.step', { step, steps: options.steps })}
    >
      <Group justify="space-between">
        <Group gap="sm">
          <Text fw={600}>{name ?? moment(round.startedAt)}</Text>
          <Badge variant="light" color={running ? 'teal' : state === 'crashed' ? 'orange' : 'gray'}>
            {t(`train.${state}`)}
          </Badge>
          <Text className="quiet" fz="sm">
            {t('train.learned', {
              method: t(`train.name.${options.method}`, { defaultValue: options.method }),
              labelled: round.labelled,
              unlabelled: round.unlabelled,
            })}
          </Text>
        </Group>
        <RoundButtons round={round} onStarted={onStarted} />
        {isJudged && model && <SaveRound round={round} model={model} />}
      </Group>
      {running && <RoundProgress round={round} />}
      {running && live && <ClassesNow curves={live} steps={options.steps} go={go} />}
      {round.vetoed > 0 && (
        <Text className="quiet" fz="sm" data-testid="honoured">
          {t('train.honoured', { count: round.vetoed })}
        </Text>
      )}
      {running && live && (
        // The first look is there with the first step.
        <ValidationStrip run={round.id} judged={live.iou.length + (step > 0 ? 1 : 0)} isOver={false} />
      )}
      {message && <Alert color={state === 'paused' ? 'gray' : 'orange'}>{inWords(message)}</Alert>}
      {isJudged && (
        <RoundResult verdict={verdict} model={model} models={models.data ?? []} isNewest={isNewest} go={go} />
      )}
      {isJudged && model && (
        <WhatItSees model={model.id} worse={verdict?.patientsWorse ?? []} isOpen={isNewest} go={go} />
      )}
      {hasPseudoLabels(options.method) && (running || isNewest) && <TakenForTrue round={round} go={go} />}
      {isNewest && models.isSuccess && (
        <WhatNext
          title={t(running ? 'train.next.meanwhile' : 'train.next.title')}
          steps={nextSteps(round, model?.inUse ?? false)}
          go={go}
        >
          {isJudged && <StartAgain verdict={verdict} />}
        </WhatNext>
      )}
      <RoundDetails round={round} live={live} isNewest={isNewest} />
    </section>
  )
}

/** A round of another version may be of a method that is not known here. */
const hasPseudoLabels = (method: string) => isMethodName(method) && kindNamed(method).usesUnlabelled
