import { Group, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../../shared/contract/training.ts'
import { useStudy } from '../../api/EngineContext.ts'
import { percent } from '../../ui/figureText.ts'

/** The overlap of each class, and on how many of the frames that hold it it was found. */
export function ClassTable({ verdict: { perClass, overall, measured } }: { verdict: Verdict }) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  const isCompared = overall !== 'first'
  return (
    <div>
      <div className="section-name">{t('train.byClass')}</div>
      <Table w="auto" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('train.class')}</Table.Th>
            {isCompared && <Table.Th>{t('train.before')}</Table.Th>}
            <Table.Th>{t('train.now')}</Table.Th>
            {measured && <Table.Th>{t('train.foundOn')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {perClass.map((row) => (
            <Table.Tr key={row.class}>
              <Table.Td>
                <Group gap={8} wrap="nowrap">
                  <span className="swatch" style={{ background: classes[row.class]?.colour }} />
                  {classes[row.class]?.name}
                </Group>
              </Table.Td>
              {isCompared && <Table.Td>{percent(row.before)}</Table.Td>}
              <Table.Td>{percent(row.now)}</Table.Td>
              {measured && (
                <Table.Td className="quiet">
                  {row.frames === 0
                    ? t('train.onNone')
                    : t('train.foundFrames', { count: row.frames, found: row.found })}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
