import { Badge, Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ModelSummary } from '../../../shared/contract/models.ts'
import type { Verdict } from '../../../shared/contract/training.ts'
import { useClient } from '../../api/EngineContext.ts'
import { modelName } from '../../ui/modelName.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { useModelUse } from '../../ui/useModelUse.ts'
import { hasNotGained, isPoor } from './isPoor.ts'

interface Props {
  readonly verdict: Verdict | null
  readonly model: ModelSummary
  readonly models: readonly ModelSummary[]
  /** Only the newest round still asks to be decided on. */
  readonly isNewest: boolean
}

/** Takes the model into use, keeps the old one, or goes back to the one before. */
export function UseButtons({ verdict, model, models, isNewest }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const use = useModelUse()
  const before = models.find(({ id }) => id === verdict?.against)
  const used = models.find(({ inUse }) => inUse)
  if (model.inUse)
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
  const poor = verdict !== null && (isPoor(verdict) || verdict.declined)
  const leads = poor || (verdict !== null && hasNotGained(verdict)) ? 'keep' : 'use'
  return (
    <Group gap="xs" flex="none">
      {isNewest && used && verdict && !verdict.declined && (
        <Button
          size="compact-sm"
          variant={leads === 'keep' ? 'filled' : 'default'}
          onClick={() => void client.models.decline({ id: model.id }).catch(showFailure)}
        >
          {t('train.keepOld', { name: modelName(used) })}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant={leads === 'use' ? 'filled' : 'default'}
        onClick={() => use(model.id)}
      >
        {t(poor ? 'train.useAnyway' : 'train.use')}
      </Button>
    </Group>
  )
}
