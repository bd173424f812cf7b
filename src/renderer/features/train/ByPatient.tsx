import { ScrollArea, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../api/EngineContext.ts'
import type { Outlook } from './Outlook.ts'

/** Patients to learn from, with their labelled frames and those that hold each lesion class. */
export function ByPatient({ patients }: { patients: Outlook['byPatient'] }) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  return (
    <ScrollArea.Autosize mah={240} mt="xs">
      <Table className="figures" w="auto" verticalSpacing={2} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('train.patient')}</Table.Th>
            <Table.Th>{t('train.framesColumn')}</Table.Th>
            {classes.slice(1).map(({ name }) => (
              <Table.Th key={name} className="long-header" title={name}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {patients.map(({ patient, frames, withClass }) => (
            <Table.Tr key={patient}>
              <Table.Td className="cut patient-code" title={patient}>
                {patient}
              </Table.Td>
              <Table.Td>{frames}</Table.Td>
              {classes.slice(1).map(({ name }, i) => (
                <Table.Td key={name}>{withClass[i + 1] ?? 0}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
}
