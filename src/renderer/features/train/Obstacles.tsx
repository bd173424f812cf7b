import { Alert, Checkbox, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Reason } from '../../../shared/reasons/index.ts'
import { inWords } from '../../api/inWords.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { labelTraining, labelValidation, type NextStep } from './nextSteps.ts'
import { StepButton } from './StepButton.tsx'
import { useFrameCounts } from './WhatNext.tsx'

const STEPS = [labelTraining, labelValidation] as const

/** What is done about a reason, where labelling is. */
const REMEDIES: Partial<Record<Reason['name'], NextStep>> = {
  nothingLabelled: labelTraining,
  noLesionLabelled: labelTraining,
  cannotJudge: labelValidation,
  noLesionToJudge: labelValidation,
}

interface Props {
  readonly problems: readonly Reason[]
  readonly cannotJudge: Reason | null
  readonly unjudged: boolean
  readonly onUnjudged: (unjudged: boolean) => void
  readonly go: ScreenProps['go']
}

/** What stands in a round's way, each with the button that leads out of it. */
export function Obstacles({ problems, cannotJudge, unjudged, onUnjudged, go }: Props) {
  const { t } = useTranslation()
  return (
    <>
      {problems.map((problem) => (
        <Alert key={problem.name} color="orange">
          <Stack gap="xs" align="flex-start">
            {inWords(problem)}
            <Remedy name={problem.name} go={go} />
          </Stack>
        </Alert>
      ))}
      {cannotJudge && problems.length === 0 && (
        <Alert color="orange">
          <Stack gap="xs" align="flex-start">
            {inWords(cannotJudge)}
            <Group>
              <Remedy name={cannotJudge.name} go={go} />
              <Checkbox
                label={t('train.unjudged')}
                checked={unjudged}
                onChange={(event) => onUnjudged(event.currentTarget.checked)}
              />
            </Group>
          </Stack>
        </Alert>
      )}
    </>
  )
}

function Remedy({ name, go }: { name: Reason['name']; go: ScreenProps['go'] }) {
  const { t } = useTranslation()
  const counts = useFrameCounts(STEPS)
  const step = REMEDIES[name]
  const count = step && counts[STEPS.indexOf(step)]
  if (!step || !count) return null
  const own = name === 'nothingLabelled' ? { text: t('train.toAnnotate') } : {}
  return <StepButton step={step} count={count} variant="filled" go={go} {...own} />
}
