import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { labelWays, type WorkByWay } from '../../../shared/contract/edits.ts'
import { useClient } from '../../api/EngineContext.ts'

/** Months that are shown, the last ones. */
const MONTHS = 6

/** What a mask takes with and without a model's help: everybody, by reader, and over time. */
export function MaskTime() {
  const client = useClient()
  const { t } = useTranslation()
  const { data } = useQuery({ queryKey: ['edits'], queryFn: () => client.models.edits() })
  if (!data) return null
  const masks = labelWays.reduce((sum, way) => sum + data.work[way].masks, 0)
  const readers = data.workByReader.length > 1 ? data.workByReader : []
  const months = data.workByMonth.length > 1 ? data.workByMonth.slice(-MONTHS) : []
  return (
    <section className="card stacked" aria-label={t('maskTime.title')} data-testid="mask-time">
      <div>
        <Text fw={600}>{t('maskTime.title')}</Text>
        <Text className="quiet" fz="sm">
          {t(masks === 0 ? 'maskTime.none' : 'maskTime.text')}
        </Text>
      </div>
      {masks > 0 && (
        <div style={{ overflowX: 'auto' }}>
          <Table verticalSpacing={6} miw={560}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>
                  <span className="unseen">{t('maskTime.who')}</span>
                </Table.Th>
                {labelWays.map((way) => (
                  <Table.Th key={way}>{t(`maskTime.${way}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              <TimeRow name={t('maskTime.all')} work={data.work} />
              {readers.map(({ reader, ...work }) => (
                <TimeRow key={reader} name={reader} work={work} />
              ))}
              {months.map(({ month, ...work }) => (
                <TimeRow key={month} name={month} work={work} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </section>
  )
}

function TimeRow({ name, work }: { name: string; work: WorkByWay }) {
  const { t } = useTranslation()
  return (
    <Table.Tr>
      <Table.Td className="cut" maw={240} title={name}>
        {name}
      </Table.Td>
      {labelWays.map((way) => {
        const { masks, minutes } = work[way]
        const time =
          minutes === null ? t('maskTime.few') : t('maskTime.minutes', { minutes: minutes.toFixed(1) })
        return (
          <Table.Td key={way}>
            {masks === 0 ? '–' : time}{' '}
            {masks > 0 && (
              <Text span className="quiet" fz="sm">
                {t('maskTime.masks', { count: masks })}
              </Text>
            )}
          </Table.Td>
        )
      })}
    </Table.Tr>
  )
}
