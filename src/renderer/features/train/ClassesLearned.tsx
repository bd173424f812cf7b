import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../api/EngineContext.ts'
import { NamedClass } from './NamedClass.tsx'
import type { Outlook } from './Outlook.ts'

/** Labelled frames that hold each lesion class, in each light that occurs, and of how many patients they are. */
export function ClassesLearned({ plan }: { plan: Outlook }) {
  const { framesWithClass, byModality, byPatient } = plan
  const { classes } = useStudy()
  const { t } = useTranslation()
  const lights = Object.keys(byModality)
  const lesions = classes.map((one, value) => ({ ...one, value })).slice(1)
  const patientsWith = (value: number) =>
    byPatient.filter(({ withClass }) => (withClass[value] ?? 0) > 0).length
  return (
    <Table className="figures" w="auto" verticalSpacing={4} data-testid="classes-learned">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('train.class')}</Table.Th>
          <Table.Th>{t('train.framesColumn')}</Table.Th>
          {lights.length > 1 && lights.map((light) => <Table.Th key={light}>{lightName(light)}</Table.Th>)}
          <Table.Th>{t('train.patientsColumn')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lesions.map(({ name, value }) => (
          <Table.Tr key={name} data-class={value}>
            <Table.Td>
              <NamedClass value={value} />
            </Table.Td>
            <Table.Td>{framesWithClass[value] ?? 0}</Table.Td>
            {lights.length > 1 &&
              lights.map((light) => (
                <Table.Td key={light}>{byModality[light]?.withClass[value] ?? 0}</Table.Td>
              ))}
            <Table.Td>{patientsWith(value)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )

  function lightName(light: string): string {
    return light === 'other' ? t('train.otherLight') : light
  }
}
