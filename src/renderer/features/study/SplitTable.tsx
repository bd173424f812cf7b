import { ScrollArea, SegmentedControl, Select, Table, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Split } from '../../../shared/contract/frames.ts'
import { useClient } from '../../api/EngineContext.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { figure } from '../../ui/shown.ts'
import { SIDES } from '../../ui/sides.ts'

/** The engine offers so many at a time. */
const OFFERED = 50

/** Patients and their sides, found by code or side; moved by a click. */
export function SplitTable({ canMove }: { canMove: boolean }) {
  const client = useClient()
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [side, setSide] = useState<Split | undefined>()
  const patients = useQuery({
    queryKey: ['split-patients', search, side],
    queryFn: () => client.frames.patients({ search, ...(side ? { split: side } : {}) }),
    placeholderData: (before) => before,
  })
  const move = (patient: string, to: Split) =>
    void client.catalogue.setSplit({ patients: [patient], split: to }).catch(showFailure)
  const options = SIDES.map((value) => ({ value, label: t(`split.sides.${value}`) }))
  const rows = patients.data ?? []
  return (
    <div className="split-table">
      <div className="split-find">
        <TextInput
          aria-label={t('split.find')}
          placeholder={t('split.find')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Select
          aria-label={t('split.side')}
          placeholder={t('split.anySide')}
          clearable
          data={options}
          value={side ?? null}
          onChange={(value) => setSide(SIDES.find((one) => one === value))}
        />
      </div>
      <ScrollArea.Autosize mah={360} type="auto" offsetScrollbars="y">
        <Table verticalSpacing={6} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('split.patient')}</Table.Th>
              <Table.Th ta="right" w={96}>
                {t('split.frames')}
              </Table.Th>
              <Table.Th ta="right" w={96}>
                {t('split.labelledColumn')}
              </Table.Th>
              <Table.Th>{t('split.side')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ patient, split, frames, labelled }) => (
              <Table.Tr key={patient}>
                <Table.Td className="cut" maw={280} title={patient}>
                  {patient}
                </Table.Td>
                <Table.Td ta="right">{figure(frames)}</Table.Td>
                <Table.Td ta="right">{figure(labelled)}</Table.Td>
                <Table.Td w={1}>
                  {canMove ? (
                    <SegmentedControl
                      size="xs"
                      aria-label={t('split.sideOf', { patient })}
                      data={options}
                      value={split}
                      onChange={(to) => move(patient, to)}
                    />
                  ) : (
                    <Text fz="sm">{t(`split.sides.${split}`)}</Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {rows.length === 0 && patients.isSuccess && (
        <Text className="quiet" fz="sm" mt="sm">
          {t('split.none')}
        </Text>
      )}
      {rows.length >= OFFERED && (
        <Text className="quiet" fz="sm" mt="sm">
          {t('split.more', { count: OFFERED })}
        </Text>
      )}
    </div>
  )
}
