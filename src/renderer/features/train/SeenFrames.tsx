import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComparedFrame, Comparison } from '../../../shared/contract/models.ts'
import { useClient } from '../../api/EngineContext.ts'
import { modelName } from '../../ui/modelName.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { ComparedFrameCard } from './ComparedFrameCard.tsx'
import { labelValidation } from './nextSteps.ts'
import { OutlineLegend } from './OutlineLegend.tsx'
import { SwipedFrame } from './SwipedFrame.tsx'
import { WorsePatients } from './WorsePatients.tsx'

/** Frames shown at first, and more with each click. */
const AT_ONCE = 6

interface Props {
  readonly model: string
  readonly worse: readonly string[]
  readonly go: ScreenProps['go']
}

/** The pictures, of all patients or of one on whom the model got worse, and the one that is looked at closely. */
export function SeenFrames({ model, worse, go }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const [shown, setShown] = useState(AT_ONCE)
  const [patient, setPatient] = useState<string | null>(null)
  const [close, setClose] = useState<number>()
  const { data } = useQuery({
    queryKey: ['sees', model],
    queryFn: () => client.models.sees({ id: model }),
  })
  if (!data) return null
  const { split, before, now, hidden } = data
  const frames = data.frames.filter((frame) => patient === null || frame.patient === patient)
  const opens = ({ id }: ComparedFrame) =>
    go({
      screen: 'annotate',
      frame: id,
      filter: { split, labelled: true },
      sort: { by: 'disagreement', descending: true },
    })
  return (
    <div className="stacked" style={{ marginTop: 12 }}>
      <WorsePatients patients={worse} chosen={patient} onChoose={setPatient} />
      <Text className="quiet" fz="sm">
        {frames.length === 0 ? nothing(data) : lead(data)}{' '}
        {hidden > 0 && t('train.sees.hidden', { count: hidden })}
      </Text>
      <OutlineLegend />
      <SwipedFrame
        frames={frames}
        close={close}
        before={before && modelName(before)}
        now={modelName(now)}
        onChange={setClose}
        onOpen={opens}
      />
      <div className="compared">
        {frames.slice(0, shown).map((frame) => (
          <ComparedFrameCard
            key={frame.id}
            frame={frame}
            before={before && modelName(before)}
            now={modelName(now)}
            isChosen={frame.id === close}
            onOpen={() => setClose(frame.id)}
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

  function nothing({ frames: all }: Comparison): string {
    return t(all.length === 0 ? 'train.sees.none' : 'train.sees.noneOfPatient')
  }

  function lead({ split: side, before: earlier }: Comparison): string {
    if (side === 'train') return t('train.sees.train')
    return t(earlier === null ? 'train.sees.validationFirst' : 'train.sees.validation')
  }
}
