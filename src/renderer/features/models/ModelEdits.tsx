import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { EditRow } from '../../../shared/contract/edits.ts'
import { diceTogether, type Edited, editedTogether } from '../../../shared/domain/edited.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { editSentences } from './editSentences.ts'

/** What people made of a model's masks: in sentences, and by reader where there are several. */
export function ModelEdits({ id }: { id: string }) {
  const client = useClient()
  const { classes } = useStudy()
  const { t } = useTranslation()
  const { data } = useQuery({ queryKey: ['edits'], queryFn: () => client.models.edits() })
  if (!data) return null
  const rows = data.rows.filter(({ model }) => model === id)
  const together = (way: 'taken' | 'beside') => editedTogether(rows.map((row) => row[way]))
  const sentences = (['taken', 'beside'] as const).flatMap((way) =>
    editSentences(t, way, together(way), classes),
  )
  return (
    <section aria-label={t('edits.title')} data-testid="model-edits" className="model-edits">
      <div className="section-name">{t('edits.title')}</div>
      {rows.length === 0 ? (
        <Text fz="sm">{t('edits.none')}</Text>
      ) : (
        <>
          <ul>
            {sentences.map(({ text, parts }) => (
              <li key={text}>
                {text}
                {parts.length > 0 && (
                  <ul>
                    {parts.map((part) => (
                      <li key={part}>{part}</li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
          {rows.length > 1 && <ByReader rows={rows} />}
          {data.damaged > 0 && <Text fz="sm">{t('edits.damaged', { count: data.damaged })}</Text>}
          <Text className="quiet" fz="sm">
            {t('edits.unknown')}
          </Text>
        </>
      )}
    </section>
  )
}

function ByReader({ rows }: { rows: readonly EditRow[] }) {
  const { t } = useTranslation()
  return (
    <Table verticalSpacing={4} maw={640} aria-label={t('edits.byReader')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('edits.reader')}</Table.Th>
          {(['takenColumn', 'sameColumn', 'besideColumn', 'agreement'] as const).map((column) => (
            <Table.Th key={column} ta="right">
              {t(`edits.${column}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ reader, taken, beside }) => (
          <Table.Tr key={reader}>
            <Table.Td className="cut" maw={220} title={reader}>
              {reader}
            </Table.Td>
            <Table.Td ta="right">{taken.masks}</Table.Td>
            <Table.Td ta="right">{taken.same}</Table.Td>
            <Table.Td ta="right">{beside.masks}</Table.Td>
            <Table.Td ta="right">{agreement(editedTogether([taken, beside]))}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function agreement({ classes }: Edited): string {
  const dice = diceTogether(classes)
  return dice === null ? '–' : dice.toFixed(2)
}
