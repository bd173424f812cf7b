import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'
import { NewPassword } from '../../ui/signIn/NewPassword.tsx'
import { Problem } from '../../ui/signIn/Problem.tsx'
import { useEntering } from '../../ui/signIn/useEntering.ts'

/** Another password for oneself; windows that are open elsewhere ask for it then. */
export function ChangePassword({ onClose }: { readonly onClose: () => void }) {
  const client = useClient()
  const { t } = useTranslation()
  const { enter, isBusy, problem } = useEntering()
  const [before, setBefore] = useState('')
  const [after, setAfter] = useState('')
  const isFilled = before !== '' && after !== ''
  const send = async () => {
    if (await enter(() => client.people.changePassword({ before, after }))) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.changePassword')}
      closeButtonProps={{ 'aria-label': t('app.closePanel') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isFilled) void send()
        }}
      >
        <Stack gap="md">
          <PasswordInput
            label={t('people.passwordNow')}
            data-autofocus
            autoComplete="current-password"
            value={before}
            onChange={(event) => setBefore(event.currentTarget.value)}
          />
          <NewPassword value={after} onChange={setAfter} />
          <Problem text={problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('people.cancel')}
            </Button>
            <Button type="submit" loading={isBusy} disabled={!isFilled}>
              {t('people.change')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
