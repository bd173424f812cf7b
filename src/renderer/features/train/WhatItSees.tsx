import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { SeenFrames } from './SeenFrames.tsx'

interface Props {
  readonly model: string
  /** Patients on whom it is worse than the model before. */
  readonly worse: readonly string[]
  readonly isOpen: boolean
  readonly go: ScreenProps['go']
}

/** Labelled frames as the model before and this one see them, those that got worse first. */
export function WhatItSees({ model, worse, isOpen, go }: Props) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<boolean>()
  const opened = chosen ?? isOpen
  return (
    <div data-testid="what-it-sees">
      <Button size="compact-sm" variant="default" aria-expanded={opened} onClick={() => setChosen(!opened)}>
        {t(opened ? 'train.sees.hide' : 'train.sees.show')}
      </Button>
      {opened && <SeenFrames model={model} worse={worse} go={go} />}
    </div>
  )
}
