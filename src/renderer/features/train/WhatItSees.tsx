import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comparison } from '../../../shared/contract/models.ts'
import { useClient } from '../../api/EngineContext.ts'
import { LayerLines } from '../../ui/LayerLines.tsx'
import { modelName } from '../../ui/modelName.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { ComparedFrameCard } from './ComparedFrameCard.tsx'
import { labelValidation } from './nextSteps.ts'

/** Frames shown at first, and more with each click. */
const AT_ONCE = 6

interface Props {
  readonly model: string
  readonly isOpen: boolean
  readonly go: ScreenProps['go']
}

/** Labelled frames as the model before and this one see them, those that got worse first. */
export function WhatItSees({ model, isOpen, go }: Props) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<boolean>()
  const opened = chosen ?? isOpen
  return (
    <div data-testid="what-it-sees">
      <Button size="compact-sm" variant="default" aria-expanded={opened} onClick={() => setChosen(!opened)}>
        {t(opened ? 'train.sees.hide' : 'train.sees.show')}
      </Button>
      {opened && <Pictures model={model} go={go} />}
    </div>
  )
}

function Pictures({ model, go }: Omit<Props, 'isOpen'>) {
  const client = useClient()
  const { t } = useTranslation()
  const [shown, setShown] = useState(AT_ONCE)
  const { data } = useQuery({
    queryKey: ['sees', model],
    queryFn: () => client.models.sees({ id: model }),
  })
  if (!data) return null
  const { frames, split, before, now, hidden } = data
  return (
    <div className="stacked" style={{ marginTop: 12 }}>
      <Text className="quiet" fz="sm">
        {lead(data)} {hidden > 0 && t('train.sees.hidden', { count: hidden })}
      </Text>
      <Legend />
      <div className="compared">
        {frames.slice(0, shown).map((frame) => (
          <ComparedFrameCard
            key={frame.id}
            frame={frame}
            before={before && modelName(before)}
            now={modelName(now)}
            onOpen={() =>
              go({
                screen: 'annotate',
                frame: frame.id,
                filter: { split, labelled: true },
                sort: { by: 'disagreement', descending: true },
              })
            }
          />
        ))}
      </div>
      <Group gap="xs">
        {frames.length > shown && (
          <Button size="compact-sm" variant="subtle" onClick={() => setShown(shown + AT_ONCE)}>
            {t('train.sees.more')}
          </Button>
        )}
        {hidden > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => go({ ...labelValidation, sort: undefined, frame: undefined })}
          >
            {t('train.next.labelValidation', { count: hidden })}
          </Button>
        )}
      </Group>
    </div>
  )

  function lead({ frames: compared, split: side, before: earlier }: Comparison): string {
    if (compared.length === 0) return t('train.sees.none')
    if (side === 'train') return t('train.sees.train')
    return t(earlier === null ? 'train.sees.validationFirst' : 'train.sees.validation')
  }
}

const STYLES = { label: 'solid', model: 'dashed' } as const
/** A line of the first lesion class, as long as the legend's swatch. */
const SAMPLE = [{ value: 1, points: [2, 5, 34, 5] }]

function Legend() {
  const { t } = useTranslation()
  return (
    <Group gap="lg">
      {(['label', 'model'] as const).map((kind) => (
        <Group key={kind} gap={8}>
          <svg width={36} height={10} aria-hidden="true">
            <LayerLines lines={SAMPLE} style={STYLES[kind]} />
          </svg>
          <Text fz="sm">{t(`train.sees.${kind}`)}</Text>
        </Group>
      ))}
    </Group>
  )
}
