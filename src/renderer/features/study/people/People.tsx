import { Group, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import { AddPerson } from './AddPerson.tsx'
import { IdleMinutes } from './IdleMinutes.tsx'
import { type GivenCode, OneTimeCode } from './OneTimeCode.tsx'
import { PersonRow } from './PersonRow.tsx'
import { TurnOn } from './TurnOn.tsx'

/** Who may sign in, and as what; for whoever looks after that. */
export function People() {
  const { t } = useTranslation()
  const { accounts, can } = useMe()
  if (!can('people')) return null
  return (
    <section className="card" aria-label={t('people.title')} data-testid="people">
      <Text fw={600}>{t('people.title')}</Text>
      {accounts ? <Accounts /> : <TurnOn />}
    </section>
  )
}

function Accounts() {
  const client = useClient()
  const { t } = useTranslation()
  const [given, setGiven] = useState<GivenCode>()
  const { data } = useQuery({ queryKey: ['people'], queryFn: () => client.people.list() })
  return (
    <Stack gap="md" mt={4}>
      <Text className="quiet" fz="sm">
        {t('people.listLead')}
      </Text>
      <div className="people-table">
        <Table verticalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('people.name')}</Table.Th>
              <Table.Th w={190}>{t('people.roleName')}</Table.Th>
              <Table.Th w={190}>{t('people.lastSignIn')}</Table.Th>
              <Table.Th w={48}>
                <span className="unseen">{t('people.acts')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data?.people.map((person) => (
              <PersonRow key={person.name} person={person} onCode={setGiven} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {given && <OneTimeCode given={given} onClose={() => setGiven(undefined)} />}
      <Group justify="space-between" align="flex-start" gap="lg">
        <AddPerson onCode={setGiven} />
        <IdleMinutes />
      </Group>
    </Stack>
  )
}
