import { ActionIcon, Badge, Group, Menu, Table, Text } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Account } from '../../../../shared/contract/people.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import { moment } from '../../../ui/shown.ts'
import type { GivenCode } from './OneTimeCode.tsx'
import { RoleChoice } from './RoleChoice.tsx'

interface Props {
  readonly person: Account
  readonly onCode: (given: GivenCode) => void
}

/** Somebody with an account, and what can be done about it. */
export function PersonRow({ person: { name, role, active, hasPassword, signedInAt }, onCode }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const me = useMe()
  const giveCode = () =>
    client.people.newCode({ name }).then(({ code }) => onCode({ name, code }), showFailure)
  return (
    <Table.Tr data-testid={`person-${name}`}>
      <Table.Td maw={260}>
        <Group gap={8} wrap="nowrap">
          <Text fz="sm" className="cut" title={name} {...(active ? {} : { c: 'dimmed' })}>
            {name}
          </Text>
          {me.name === name && <Badge variant="light">{t('people.you')}</Badge>}
          {!active && (
            <Badge variant="light" color="gray">
              {t('people.inactive')}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <RoleChoice
          label={t('people.roleOf', { name })}
          value={role}
          disabled={!active}
          onChange={(next) => void client.people.setRole({ name, role: next }).catch(showFailure)}
        />
      </Table.Td>
      <Table.Td>
        <Text fz="sm" className="quiet">
          {signedInAt ? moment(signedInAt) : t(hasPassword ? 'people.never' : 'people.noPassword')}
        </Text>
      </Table.Td>
      <Table.Td>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t('people.actsOn', { name })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={!active} onClick={() => void giveCode()}>
              {t('people.newCode')}
            </Menu.Item>
            <Menu.Item onClick={() => void client.people.signOutEverywhere({ name }).catch(showFailure)}>
              {t('people.signOutEverywhere')}
            </Menu.Item>
            <Menu.Item
              {...(active ? { color: 'red' } : {})}
              onClick={() => void client.people.setActive({ name, active: !active }).catch(showFailure)}
            >
              {t(active ? 'people.deactivate' : 'people.activate')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  )
}
