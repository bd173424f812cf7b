import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServerAnswer, ServerQuestion } from '../../../shared/shell/servers.ts'
import { inWords } from '../../api/inWords.ts'
import { askServers } from '../../api/servers.ts'
import { Fingerprint, WithFingerprints } from '../../ui/Fingerprint.tsx'

interface Props {
  /** The address to begin with; of a server that was opened before, it is looked for at once. */
  readonly address: string
  readonly onAnswer: (answer: ServerAnswer | null) => void
  readonly onClose: () => void
}

/** Opens a server: where it is, and whether its certificate is the one that somebody was told. */
export function ServerDialog({ address: first, onAnswer, onClose }: Props) {
  const { t } = useTranslation()
  const [address, setAddress] = useState(first)
  const ask = useMutation({
    mutationFn: (question: ServerQuestion) => askServers(question),
    onSuccess: (answer, { kind }) => {
      onAnswer(answer)
      if (kind === 'open' && answer?.reason === null) onClose()
    },
  })
  const found = ask.data?.found
  const open = (origin: string, fingerprint: string) =>
    ask.mutate({ kind: 'open', address: origin, fingerprint })
  const look = async () => {
    const answer = await ask.mutateAsync({ kind: 'look', address })
    if (answer?.found?.isKnown) open(answer.found.origin, answer.found.fingerprint)
  }
  const lookAtOnce = useEffectEvent(() => {
    if (first !== '') void look()
  })
  useEffect(() => lookAtOnce(), [])
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('app.closePanel') }}
      opened
      onClose={onClose}
      title={t('server.title')}
      size={640}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void look()
        }}
      >
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={t('server.address')}
            description={t('server.addressHint')}
            value={address}
            maxLength={300}
            disabled={ask.isPending}
            onChange={({ currentTarget: { value } }) => {
              setAddress(value)
              ask.reset()
            }}
          />
          {ask.data?.reason && (
            <Text component="div" role="alert" className="warning" style={{ overflowWrap: 'anywhere' }}>
              <WithFingerprints text={inWords(ask.data.reason)} />
            </Text>
          )}
          {found && !found.isKnown && (
            <Stack gap={8}>
              <Text>{t('server.isNew')}</Text>
              <Fingerprint of={found.fingerprint} />
            </Stack>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('server.other')}
            </Button>
            {found && !found.isKnown ? (
              <Button loading={ask.isPending} onClick={() => open(found.origin, found.fingerprint)}>
                {t('server.same')}
              </Button>
            ) : (
              <Button type="submit" loading={ask.isPending} disabled={address.trim() === ''}>
                {t('server.look')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
