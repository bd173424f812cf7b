import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BudgetPoint } from '../../../shared/contract/worth.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { BudgetChart } from '../../ui/budget/BudgetChart.tsx'
import { budgetNotes, budgetSentence } from '../../ui/budget/budgetText.ts'
import { percent } from '../../ui/figureText.ts'
import { modelName } from '../../ui/modelName.ts'

/** What labels have been worth by the rounds so far, and what the next ones may add. */
export function LabelWorth() {
  const client = useClient()
  const { classes } = useStudy()
  const { t } = useTranslation()
  const { data } = useQuery({ queryKey: ['worth'], queryFn: () => client.models.worth() })
  if (!data) return null
  const { points, curve, labelled } = data
  const shown = [...new Set(points.flatMap(({ perClass }) => perClass.map((one) => one.class)))].sort()
  return (
    <section className="card stacked" aria-label={t('worth.title')} data-testid="label-worth">
      <div>
        <Text fw={600}>{t('worth.title')}</Text>
        <Text fz="sm">{budgetSentence(data)}</Text>
      </div>
      {points.length > 0 && (
        <>
          <BudgetChart {...{ points, curve, labelled }} title={t('worth.chart')} axis={t('worth.axis')} />
          <div style={{ overflowX: 'auto' }}>
            <Table verticalSpacing={6} miw={560} aria-label={t('worth.chart')}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('worth.model')}</Table.Th>
                  <Table.Th ta="right">{t('worth.labels')}</Table.Th>
                  <Table.Th>{t('worth.all')}</Table.Th>
                  {shown.map((c) => (
                    <Table.Th key={c} className="cut" maw={180} title={classes[c]?.name}>
                      {classes[c]?.name ?? c}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {points.map((point) => (
                  <Table.Tr key={point.run}>
                    <Table.Td>{modelName(point)}</Table.Td>
                    <Table.Td ta="right">{point.labelled}</Table.Td>
                    <Figure {...point} frames={null} />
                    {shown.map((c) => (
                      <ClassFigure key={c} point={point} of={c} />
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </>
      )}
      {budgetNotes(data).map((note) => (
        <Text key={note} className="quiet" fz="sm">
          {note}
        </Text>
      ))}
    </section>
  )
}

function ClassFigure({ point, of }: { point: BudgetPoint; of: number }) {
  const found = point.perClass.find((one) => one.class === of)
  return found ? <Figure {...found} /> : <Table.Td>–</Table.Td>
}

function Figure({
  dice,
  interval,
  frames,
}: Pick<BudgetPoint['perClass'][number], 'dice' | 'interval' | 'frames'>) {
  const { t } = useTranslation()
  const value = (share: number) => (100 * share).toFixed(1)
  return (
    <Table.Td>
      {percent(dice)}{' '}
      <Text span className="quiet" fz="sm">
        {[
          ...(interval ? [t('worth.range', { low: value(interval[0]), high: value(interval[1]) })] : []),
          ...(frames === null ? [] : [t('worth.ofClass', { count: frames })]),
        ].join(' · ')}
      </Text>
    </Table.Td>
  )
}
