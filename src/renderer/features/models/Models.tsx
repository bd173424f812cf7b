import { Badge, Button, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'
import { showFailure } from '../../ui/showFailure.ts'

const percent = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`)

/** Every trained model, and which one is in use. */
export function Models() {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const models = useQuery({ queryKey: ['models'], queryFn: () => client.models.list() })
  const use = (id: string) => client.models.use({ id }).then(() => queries.invalidateQueries(), showFailure)
  return (
    <div className="page">
      <div className="column">
        <Title order={2} fz="xl">
          {t('models.title')}
        </Title>
        {models.data?.length === 0 && (
          <Stack align="center" mt={80} gap={4}>
            <Text fw={600}>{t('models.none')}</Text>
            <Text className="quiet">{t('models.noneText')}</Text>
          </Stack>
        )}
        {(models.data?.length ?? 0) > 0 && (
          <div className="card" style={{ padding: 8 }}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  {(['name', 'method', 'learned', 'miou', 'dice', 'created'] as const).map((key) => (
                    <Table.Th key={key}>{t(`models.${key}`)}</Table.Th>
                  ))}
                  <Table.Th>
                    <span className="unseen">{t('models.use')}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {models.data?.map((model) => (
                  <Table.Tr key={model.id}>
                    <Table.Td fw={600}>{model.name}</Table.Td>
                    <Table.Td>{t(`train.name.${model.method}`, { defaultValue: model.method })}</Table.Td>
                    <Table.Td>{t('models.learnedText', model)}</Table.Td>
                    <Table.Td>{percent(model.miou)}</Table.Td>
                    <Table.Td>{percent(model.dice)}</Table.Td>
                    <Table.Td>{new Date(model.createdAt).toLocaleString()}</Table.Td>
                    <Table.Td ta="right">
                      {model.inUse ? (
                        <Badge variant="light" miw="max-content">
                          {t('models.inUse')}
                        </Badge>
                      ) : (
                        <Button size="compact-sm" variant="default" onClick={() => use(model.id)}>
                          {t('models.use')}
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </div>
    </div>
  )
}
