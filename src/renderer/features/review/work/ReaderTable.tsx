import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../api/EngineContext.ts'
import { figure, moment } from '../../../ui/shown.ts'
import { DueDay } from './DueDay.tsx'

const FIGURES = ['frames', 'inProgress', 'submitted', 'returned', 'accepted'] as const

/** How far each reader is with what they were given. */
export function ReaderTable() {
  const client = useClient()
  const { t } = useTranslation()
  const { data } = useQuery({ queryKey: ['work-progress'], queryFn: () => client.work.progress() })
  if (!data) return null
  return (
    <section className="card" aria-label={t('work.byReader')}>
      <Text fw={600}>{t('work.byReader')}</Text>
      {data.length === 0 ? (
        <Text className="quiet" fz="sm" mt={4}>
          {t('work.noReaders')}
        </Text>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        <div className="reader-table" tabIndex={0}>
          <Table verticalSpacing={6} stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('work.reader')}</Table.Th>
                {FIGURES.map((key) => (
                  <Table.Th key={key} ta="right">
                    {t(`work.figures.${key}`)}
                  </Table.Th>
                ))}
                <Table.Th>{t('work.lastActive')}</Table.Th>
                <Table.Th>{t('work.dueDay')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.map((reader) => (
                <Table.Tr key={reader.name} data-reader={reader.name}>
                  <Table.Td className="cut" maw={260} title={reader.name}>
                    {reader.name}
                  </Table.Td>
                  {FIGURES.map((key) => (
                    <Table.Td key={key} ta="right">
                      {figure(reader[key])}
                    </Table.Td>
                  ))}
                  <Table.Td miw={110}>
                    {reader.lastActive === null ? t('work.notYet') : moment(reader.lastActive)}
                  </Table.Td>
                  <Table.Td miw={120}>
                    <DueDay due={reader.due} isOverdue={reader.isOverdue} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </section>
  )
}
