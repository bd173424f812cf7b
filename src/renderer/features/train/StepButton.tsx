import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ScreenProps } from '../../ui/screenProps.ts'
import type { NextStep } from './nextSteps.ts'

interface Props {
  readonly step: NextStep
  readonly count: number
  readonly variant: 'filled' | 'light' | 'default'
  readonly go: ScreenProps['go']
  /** Where what the step says by itself does not fit. */
  readonly text?: string
}

/** Leads to a step's frames, and says how many there are. */
export function StepButton({ step: { id, screen, filter, sort }, count, variant, go, text }: Props) {
  const { t } = useTranslation()
  return (
    <Button
      size="compact-sm"
      variant={variant}
      data-step={id}
      rightSection={<IconArrowRight size={14} />}
      onClick={() => go({ screen, filter, sort, frame: undefined })}
    >
      {text ?? t(`train.next.${id}`, { count })}
    </Button>
  )
}
