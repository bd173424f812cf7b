import './people.css'
import { Anchor, Button, PasswordInput, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'
import { useMe } from '../../api/useMe.ts'
import { ServerLine } from '../../ui/ServerLine.tsx'
import { NewPassword } from '../../ui/signIn/NewPassword.tsx'
import { Problem } from '../../ui/signIn/Problem.tsx'
import { useEntering } from '../../ui/signIn/useEntering.ts'

interface Props {
  /** Leads to other studies; absent where none can be opened from here. */
  readonly onElsewhere: (() => void) | undefined
}

/** In place of a study with accounts, until somebody says who they are: by a password, or the first time by a code. */
export function SignIn({ onElsewhere }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const { study } = useMe()
  const { enter, isBusy, problem, forget } = useEntering()
  const [byCode, setByCode] = useState(false)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const isFilled = name.trim() !== '' && password !== '' && (!byCode || code.trim() !== '')
  const send = () =>
    void enter(() =>
      byCode
        ? client.people.choosePassword({ name, code, password })
        : client.people.signIn({ name, password }),
    )
  const change = (to: boolean) => {
    setByCode(to)
    setPassword('')
    forget()
  }
  return (
    <main className="start">
      <form
        className="card sign-in"
        onSubmit={(event) => {
          event.preventDefault()
          if (isFilled) send()
        }}
      >
        <div>
          <Title order={1} fz="xl" className="cut" title={study ?? undefined}>
            {study ?? t('app.name')}
          </Title>
          <Text className="quiet" fz="sm" mt={4}>
            {t(byCode ? 'people.byCodeLead' : 'people.signInLead')}
          </Text>
        </div>
        <TextInput
          label={t('people.name')}
          autoFocus
          autoComplete="username"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {byCode && (
          <TextInput
            label={t('people.code')}
            autoComplete="one-time-code"
            spellCheck={false}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        {byCode ? (
          <NewPassword value={password} onChange={setPassword} />
        ) : (
          <PasswordInput
            label={t('people.password')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
        <Problem text={problem} />
        <Button type="submit" loading={isBusy} disabled={!isFilled}>
          {t(byCode ? 'people.chooseAndSignIn' : 'people.signIn')}
        </Button>
        <Anchor component="button" type="button" fz="sm" onClick={() => change(!byCode)}>
          {t(byCode ? 'people.havePassword' : 'people.haveCode')}
        </Anchor>
        {onElsewhere && (
          <Anchor component="button" type="button" fz="sm" c="dimmed" onClick={onElsewhere}>
            {t('people.otherStudy')}
          </Anchor>
        )}
        <ServerLine />
      </form>
    </main>
  )
}
