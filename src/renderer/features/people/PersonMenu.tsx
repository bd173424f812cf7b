import './people.css'
import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core'
import { IconKey, IconLock, IconLogout } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/useMe.ts'
import { initials } from '../../ui/presence/initials.ts'
import { ChangePassword } from './ChangePassword.tsx'
import { useSigningOut } from './useSigningOut.ts'

/** Who is signed in, in the rail; and how they leave. Nothing where the study has no accounts. */
export function PersonMenu({ onLock }: { readonly onLock: () => void }) {
  const { t } = useTranslation()
  const { accounts, name = '', role } = useMe()
  const [isChanging, setChanging] = useState(false)
  const signOut = useSigningOut()
  if (!accounts || !role) return null
  return (
    <>
      <Menu position="right-end">
        <Menu.Target>
          <UnstyledButton aria-label={t('people.signedInAs', { name })} title={name}>
            <Avatar size={32} color="teal" variant="light">
              {initials(name)}
            </Avatar>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text fw={600} fz="sm" c="var(--mantine-color-text)" className="cut person-name" title={name}>
              {name}
            </Text>
            <Text fz="xs">{t(`people.role.${role}`)}</Text>
          </Menu.Label>
          <Menu.Item leftSection={<IconLock size={16} />} onClick={onLock}>
            {t('people.lock')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={16} />} onClick={() => setChanging(true)}>
            {t('people.changePassword')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
            {t('people.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isChanging && <ChangePassword onClose={() => setChanging(false)} />}
    </>
  )
}
