import { Button, Group, TextInput } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../../shared/domain/roles.ts'
import { failureFrom } from '../../../api/client.ts'
import { useClient } from '../../../api/EngineContext.ts'
import type { GivenCode } from './OneTimeCode.tsx'
import { RoleChoice } from './RoleChoice.tsx'

/** Gives somebody an account, and shows the code that they sign in with first. */
export function AddPerson({ onCode }: { readonly onCode: (given: GivenCode) => void }) {
  const client = useClient()
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('annotator')
  const [problem, setProblem] = useState<string>()
  const add = () => {
    client.people.create({ name, role }).then(
      ({ code }) => {
        onCode({ name: name.trim(), code })
        setName('')
        setProblem(undefined)
      },
      (error: unknown) => setProblem(failureFrom(error).message),
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') add()
      }}
    >
      <Group align="flex-start" gap="sm">
        <TextInput
          w={240}
          label={t('people.addName')}
          maxLength={60}
          value={name}
          error={problem}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setProblem(undefined)
          }}
        />
        <RoleChoice isLabelled label={t('people.roleName')} value={role} onChange={setRole} />
        <Button
          type="submit"
          mt={21}
          variant="default"
          leftSection={<IconUserPlus size={16} />}
          disabled={name.trim() === ''}
        >
          {t('people.add')}
        </Button>
      </Group>
    </form>
  )
}
