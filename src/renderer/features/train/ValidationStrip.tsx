import { Slider, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'
import { OutlineLegend } from './OutlineLegend.tsx'
import { StripFrame } from './StripFrame.tsx'

interface Props {
  readonly run: string
  /** How often the round has been judged so far: it is asked anew as that grows. */
  readonly judged: number
  /** The round has ended: its last look is at its model. */
  readonly isOver: boolean
}

/** A few validation frames as a round sees them by now, and at each look before. */
export function ValidationStrip({ run, judged, isOver }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  /** The look that somebody has gone back to; undefined follows the newest. */
  const [chosen, setChosen] = useState<number>()
  const { data } = useQuery({
    queryKey: ['strip', run, judged],
    queryFn: () => client.training.strip({ run }),
    placeholderData: keepPreviousData,
  })
  const looks = data?.looks ?? []
  const last = looks.length - 1
  const at = Math.min(chosen ?? last, last)
  const look = looks[at]
  if (!data || !look || data.frames.length === 0) return null
  const name = (step: number) => t(step === 0 ? 'train.strip.before' : 'train.strip.after', { step })
  const newest = (step: number) => {
    if (isOver) return t('train.strip.model', { step })
    return t(step === 0 ? 'train.strip.nowBefore' : 'train.strip.nowAfter', { step })
  }
  return (
    <div data-testid="validation-strip" data-step={look.step}>
      <Text fz="sm" fw={600}>
        {t(isOver ? 'train.strip.titleOver' : 'train.strip.title')}
      </Text>
      <Text fz="sm" className="quiet" mb={6}>
        {t('train.strip.lead')}
      </Text>
      <OutlineLegend />
      <div className="strip">
        {data.frames.map((frame) => (
          <StripFrame key={frame.id} frame={frame} seen={look.frames.find((one) => one.frame === frame.id)} />
        ))}
      </div>
      <div className="strip-steps">
        <Text fz="sm" data-testid="strip-step">
          {at === last ? newest(look.step) : name(look.step)}
        </Text>
        {last > 0 && (
          <Slider
            flex={1}
            min={0}
            max={last}
            step={1}
            value={at}
            label={(n) => name(looks[n]?.step ?? 0)}
            thumbLabel={t('train.strip.slider')}
            marks={looks.map((_, value) => ({ value }))}
            onChange={(n) => setChosen(n === last ? undefined : n)}
          />
        )}
      </div>
    </div>
  )
}
