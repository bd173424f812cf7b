import { Table, Text } from '@mantine/core'
import { IconBulb } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../../shared/contract/training.ts'
import { ComparedCells } from './ComparedCells.tsx'
import { NamedClass } from './NamedClass.tsx'

/** Each class, and each light where there are several, before and now, with what the change comes to in words. */
export function ClassTable({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation()
  const { perClass, byLight, overall, measured } = verdict
  const isCompared = overall !== 'first'
  return (
    <div style={{ overflowX: 'auto' }}>
      <div className="section-name">{t('train.byClass')}</div>
      <Table className="figures" w="auto" verticalSpacing={4} data-testid="class-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('train.class')}</Table.Th>
            {isCompared && <Table.Th>{t('train.before')}</Table.Th>}
            <Table.Th>{t('train.now')}</Table.Th>
            {isCompared && <Table.Th>{t('train.changeColumn')}</Table.Th>}
            {measured && <Table.Th>{t('train.foundOn')}</Table.Th>}
            {isCompared && <Table.Th className="words">{t('train.inWords')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {perClass.map((row) => (
            <Table.Tr key={row.class} data-class={row.class} data-word={row.word}>
              <Table.Td>
                <NamedClass value={row.class} />
              </Table.Td>
              <ComparedCells
                figures={row}
                isCompared={isCompared}
                basis={measured && foundOn(row.frames, row.found, row.foundBefore)}
              />
            </Table.Tr>
          ))}
          {byLight.map(({ modality, frames, patients, ...figures }) => (
            <Table.Tr key={modality} data-light={modality} data-word={figures.word}>
              <Table.Td>
                <span className="named-class">
                  <IconBulb size={14} className="quiet" aria-hidden="true" />
                  {t('train.inLight', { light: modality === 'other' ? t('train.otherLight') : modality })}
                </span>
              </Table.Td>
              <ComparedCells
                figures={figures}
                isCompared={isCompared}
                basis={measured && t('train.basis', { frames, count: patients })}
              />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {isCompared && (
        <Text className="quiet" fz="sm" mt={6}>
          {t('train.surelyText')}
        </Text>
      )}
    </div>
  )

  function foundOn(frames: number, found: number, before: number | null): string {
    if (frames === 0) return t('train.onNone')
    const now = t('train.foundFrames', { count: frames, found })
    return before === null ? now : t('train.foundBefore', { now, before })
  }
}
