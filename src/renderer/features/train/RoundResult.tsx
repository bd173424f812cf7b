import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ModelSummary } from '../../../shared/contract/models.ts'
import type { Verdict } from '../../../shared/contract/training.ts'
import { MainFigure } from '../../ui/MainFigure.tsx'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { Alarms } from './Alarms.tsx'
import { ClassTable } from './ClassTable.tsx'
import { FewPatients } from './FewPatients.tsx'
import { changeText, headlineOf } from './report/verdictText.ts'
import { UseButtons } from './UseButtons.tsx'

interface Props {
  /** Null where nothing could judge the round. */
  readonly verdict: Verdict | null
  readonly model: ModelSummary | undefined
  readonly models: readonly ModelSummary[]
  /** The newest round tells all; earlier ones keep their table under Details. */
  readonly isNewest: boolean
  readonly go: ScreenProps['go']
}

/** A round's verdict in words, its figure, and whether its model is in use. */
export function RoundResult({ verdict, model, models, isNewest, go }: Props) {
  const { t } = useTranslation()
  return (
    <div className="stacked" data-testid="verdict" data-in-use={model?.inUse ?? false}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Text fw={600} fz="lg">
            {headlineOf(t, verdict)}
          </Text>
          <Text fz="sm">{changeText(t, verdict)}</Text>
          <Text fz="sm" data-testid="adoption">
            {adoption(verdict, model)}
          </Text>
        </div>
        {model && <UseButtons verdict={verdict} model={model} models={models} isNewest={isNewest} />}
      </Group>
      {verdict && <Alarms alarms={verdict.alarms} isNewest={isNewest} go={go} />}
      {verdict?.measured && <MainFigure figure={verdict.measured} />}
      {isNewest && verdict?.measured && <FewPatients figure={verdict.measured} go={go} />}
      {verdict?.net?.net === 'best' && (
        <Text className="quiet" fz="sm">
          {t('train.keptBest', { step: verdict.net.step })}
        </Text>
      )}
      {verdict && isNewest && <ClassTable verdict={verdict} />}
    </div>
  )

  function adoption(judged: Verdict | null, made: ModelSummary | undefined): string {
    const byItself = judged?.adopted ?? false
    if (!made?.inUse) {
      if (judged?.declined) return t('train.adopted.declined')
      return t(byItself ? 'train.adopted.left' : 'train.adopted.no')
    }
    if (!byItself) return t('train.adopted.byHand')
    return t(judged?.overall === 'better' ? 'train.adopted.better' : 'train.adopted.first')
  }
}
