import { Badge, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ModelSummary } from '../../../shared/contract/models.ts'
import type { Verdict } from '../../../shared/contract/training.ts'
import { MainFigure } from '../../ui/MainFigure.tsx'
import { modelName } from '../../ui/modelName.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { useModelUse } from '../../ui/useModelUse.ts'
import { Alarms } from './Alarms.tsx'
import { ClassTable } from './ClassTable.tsx'
import { isPoor } from './isPoor.ts'

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
            {headline(verdict)}
          </Text>
          <Text fz="sm">{change(verdict)}</Text>
          <Text fz="sm" data-testid="adoption">
            {adoption(verdict, model)}
          </Text>
        </div>
        {model && <UseButtons verdict={verdict} model={model} models={models} />}
      </Group>
      {verdict && <Alarms alarms={verdict.alarms} isNewest={isNewest} go={go} />}
      {verdict?.measured && <MainFigure figure={verdict.measured} />}
      {verdict?.net?.net === 'best' && (
        <Text className="quiet" fz="sm">
          {t('train.keptBest', { step: verdict.net.step })}
        </Text>
      )}
      {verdict && isNewest && <ClassTable verdict={verdict} />}
    </div>
  )

  function headline(judged: Verdict | null): string {
    if (!judged) return t('train.notJudged')
    if (judged.alarms.length > 0) return t('train.collapsed')
    if (judged.overall === 'first') return t(judged.adopted ? 'train.firstSound' : 'train.first')
    return t(`train.${judged.overall}`)
  }

  function change(judged: Verdict | null): string {
    if (!judged) return t('train.notJudgedText')
    // Verdicts of earlier versions compared another figure.
    if (judged.overall === 'first' || !judged.measured) return ''
    const by = signed(judged.change)
    if (!judged.interval) return t('train.points', { change: by })
    const [low, high] = judged.interval
    return t('train.pointsWithin', { change: by, low: signed(low), high: signed(high) })
  }

  function adoption(judged: Verdict | null, made: ModelSummary | undefined): string {
    const byItself = judged?.adopted ?? false
    if (!made?.inUse) return t(byItself ? 'train.adopted.left' : 'train.adopted.no')
    if (!byItself) return t('train.adopted.byHand')
    return t(judged?.overall === 'better' ? 'train.adopted.better' : 'train.adopted.first')
  }
}

const signed = (value: number) => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}`

/** Takes the model into use, or goes back to the one before. */
function UseButtons({ verdict, model, models }: Pick<Props, 'verdict' | 'models'> & { model: ModelSummary }) {
  const { t } = useTranslation()
  const use = useModelUse()
  const before = models.find(({ id }) => id === verdict?.against)
  if (!model.inUse) {
    const poor = verdict !== null && isPoor(verdict)
    return (
      <Button
        size="compact-sm"
        variant={poor ? 'default' : 'filled'}
        flex="none"
        onClick={() => use(model.id)}
      >
        {t(poor ? 'train.useAnyway' : 'train.use')}
      </Button>
    )
  }
  return (
    <Group gap="xs" flex="none">
      <Badge variant="light">{t('train.inUse')}</Badge>
      {before && (
        <Button size="compact-sm" variant="default" onClick={() => use(before.id)}>
          {t('train.goBack', { name: modelName(before) })}
        </Button>
      )}
    </Group>
  )
}
