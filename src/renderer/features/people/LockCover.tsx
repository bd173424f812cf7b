import './people.css'
import { Anchor, Button, PasswordInput, Portal, Text, Title } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'
import { useMe } from '../../api/useMe.ts'
import { Problem } from '../../ui/signIn/Problem.tsx'
import { useEntering } from '../../ui/signIn/useEntering.ts'
import { useAlone } from './useAlone.ts'
import { useSigningOut } from './useSigningOut.ts'

interface Props {
  readonly onUnlocked: () => void
}

/** Covers everything until the person who is signed in gives their password; what they were doing waits beneath. */
export function LockCover({ onUnlocked }: Props) {
  // A place of its own: dialogs share theirs, and are hidden with it.
  return (
    <Portal reuseTargetNode={false}>
      <Cover onUnlocked={onUnlocked} />
    </Portal>
  )
}

function Cover({ onUnlocked }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const { name = '' } = useMe()
  const { enter, isBusy, problem } = useEntering()
  const signOut = useSigningOut()
  const [password, setPassword] = useState('')
  const cover = useRef<HTMLElement>(null)
  useAlone(cover)
  const send = async () => {
    if (await enter(() => client.people.unlock({ password }))) onUnlocked()
  }
  return (
    <main className="cover" ref={cover} data-testid="lock-cover">
      <form
        className="card sign-in"
        onSubmit={(event) => {
          event.preventDefault()
          if (password !== '') void send()
        }}
      >
        <div>
          <Title order={1} fz="xl" className="cut" title={name}>
            {name}
          </Title>
          <Text className="quiet" fz="sm" mt={4}>
            {t('people.lockedLead')}
          </Text>
        </div>
        <PasswordInput
          label={t('people.password')}
          autoFocus
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Problem text={problem} />
        <Button type="submit" loading={isBusy} disabled={password === ''}>
          {t('people.unlock')}
        </Button>
        <Anchor component="button" type="button" fz="sm" c="dimmed" onClick={signOut}>
          {t('people.signOutInstead')}
        </Anchor>
      </form>
    </main>
  )
}
