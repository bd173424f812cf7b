import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Where an update lies, for who does not drop it on the window. */
export function UpdateFrom({ onUpdate }: { readonly onUpdate: (file: string) => void }) {
  const { t } = useTranslation()
  const [file, setFile] = useState('')
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput
        flex={1}
        label={t('install.from')}
        description={t('install.fromText')}
        size="sm"
        placeholder={t('install.example')}
        value={file}
        onChange={(event) => setFile(event.currentTarget.value)}
      />
      <Button variant="default" disabled={file.trim() === ''} onClick={() => onUpdate(file.trim())}>
        {t('install.look')}
      </Button>
    </Group>
  )
}
