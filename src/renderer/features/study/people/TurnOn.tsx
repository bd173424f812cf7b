import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useStudy } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import { NewPassword } from '../../../ui/signIn/NewPassword.tsx'
import { Problem } from '../../../ui/signIn/Problem.tsx'
import { useEntering } from '../../../ui/signIn/useEntering.ts'

/** What accounts are good for, and how the first one is made. */
export function TurnOn() {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const { readOnly } = useStudy()
  const { name: mine = '' } = useMe()
  const { enter, isBusy, problem } = useEntering()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState(mine)
  const [password, setPassword] = useState('')
  const isFilled = name.trim() !== '' && password !== ''
  const send = async () => {
    if (await enter(() => client.people.begin({ name, password }))) await queries.invalidateQueries()
  }
  return (
    <>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mt={4}>
        <Text className="quiet" fz="sm" maw={640}>
          {t('people.offLead')}
        </Text>
        {!isOpen && (
          <Button
            variant="default"
            miw="max-content"
            disabled={readOnly !== null}
            onClick={() => setOpen(true)}
          >
            {t('people.turnOn')}
          </Button>
        )}
      </Group>
      {isOpen && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (isFilled) void send()
          }}
        >
          <Stack gap="md" mt="md" maw={460}>
            <TextInput
              label={t('people.yourName')}
              description={t('people.yourNameText', { name: mine })}
              autoComplete="username"
              autoFocus
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <NewPassword value={password} onChange={setPassword} />
            <Problem text={problem} />
            <Group>
              <Button type="submit" loading={isBusy} disabled={!isFilled}>
                {t('people.turnOn')}
              </Button>
              <Button variant="default" onClick={() => setOpen(false)}>
                {t('people.cancel')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </>
  )
}
