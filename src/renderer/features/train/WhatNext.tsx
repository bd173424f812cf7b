import { Group } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useClient } from '../../api/EngineContext.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import type { NextStep } from './nextSteps.ts'
import { StepButton } from './StepButton.tsx'

interface Props {
  readonly title: string
  readonly steps: readonly NextStep[]
  readonly go: ScreenProps['go']
  /** What comes after them. */
  readonly children?: ReactNode
}

/** Buttons that lead to frames worth a look, each with how many there are; none where there are none. */
export function WhatNext({ title, steps, go, children }: Props) {
  const counts = useFrameCounts(steps)
  const useful = steps.map((step, i) => ({ step, count: counts[i] ?? 0 })).filter(({ count }) => count > 0)
  if (useful.length === 0 && !children) return null
  return (
    <div className="what-next" data-testid="what-next">
      <div className="section-name">{title}</div>
      <Group gap="xs">
        {useful.map(({ step, count }, i) => (
          <StepButton
            key={step.id}
            step={step}
            count={count}
            go={go}
            variant={i === 0 ? 'light' : 'default'}
          />
        ))}
        {children}
      </Group>
    </div>
  )
}

/** How many frames each step is about. */
export function useFrameCounts(steps: readonly NextStep[]): (number | undefined)[] {
  const client = useClient()
  return useQueries({
    queries: steps.map(({ filter }) => ({
      queryKey: ['frame-count', filter],
      queryFn: async () => (await client.frames.page({ filter, offset: 0, limit: 1 })).total,
    })),
  }).map(({ data }) => data)
}
