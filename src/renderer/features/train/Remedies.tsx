import { Button, Group } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Remedy } from '../../../shared/contract/training.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { labelClass, labelLight, labelTraining, labelValidation, type NextStep } from './nextSteps.ts'
import { StepButton } from './StepButton.tsx'
import { useFrameCounts } from './WhatNext.tsx'

interface Props {
  readonly remedy: Remedy
  readonly go: ScreenProps['go']
}

/** The buttons that lead out of what was warned of: the narrowest that leads to any frame. */
export function Remedies({ remedy, go }: Props) {
  const { t } = useTranslation()
  const steps = stepsFor(remedy)
  const counts = useFrameCounts(steps)
  const at = counts.findIndex((count) => (count ?? 0) > 0)
  const [step, count] = [steps[at], counts[at]]
  return (
    <Group gap="xs" wrap="nowrap" flex="none">
      {step && count !== undefined && <StepButton step={step} count={count} variant="default" go={go} />}
      {remedy.kind === 'judges' && (
        <Button
          size="compact-sm"
          variant="default"
          rightSection={<IconArrowRight size={14} />}
          onClick={() => go({ screen: 'study' })}
        >
          {t('train.next.judges')}
        </Button>
      )}
    </Group>
  )
}

function stepsFor(remedy: Remedy): readonly NextStep[] {
  if (remedy.kind === 'judges' || remedy.split === 'validation') return [labelValidation]
  const { class: lesion, modality } = remedy
  return [
    ...(lesion === undefined ? [] : [labelClass(lesion)]),
    ...(modality === undefined ? [] : [labelLight(modality)]),
    labelTraining,
  ]
}
