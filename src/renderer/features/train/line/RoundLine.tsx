import { Alert, Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../api/EngineContext.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import { PlannedRow } from './PlannedRow.tsx'

/** The rounds that wait for their turn or their time; nothing where none does. */
export function RoundLine() {
  const client = useClient()
  const { t } = useTranslation()
  const { data } = useQuery({ queryKey: ['planned'], queryFn: () => client.planning.list() })
  const rounds = data?.rounds ?? []
  if (!data || rounds.length === 0) return null
  const isHeld = data.holds && rounds.some(({ state, notBefore }) => state === 'waits' && notBefore === null)
  return (
    <section className="card stacked" data-testid="round-line" aria-label={t('train.line.title')}>
      <div>
        <Text fw={600}>{t('train.line.title')}</Text>
        <Text className="quiet" fz="sm">
          {t('train.line.lead')}
        </Text>
      </div>
      {isHeld && (
        <Alert color="orange">
          <Text fz="sm" mb={8}>
            {t('train.line.holds')}
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void client.planning.goOn().catch(showFailure)}
          >
            {t('train.line.goOn')}
          </Button>
        </Alert>
      )}
      <ol className="planned-rounds">
        {rounds.map((planned, n) => (
          <PlannedRow key={planned.id} planned={planned} isFirst={n === 0} isLast={n === rounds.length - 1} />
        ))}
      </ol>
    </section>
  )
}
