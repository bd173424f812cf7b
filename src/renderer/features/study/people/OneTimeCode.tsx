import { Alert, Button, Code, CopyButton, Group, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

export interface GivenCode {
  readonly name: string
  readonly code: string
}

/** A one-time code, shown this once. */
export function OneTimeCode({ given: { name, code }, onClose }: { given: GivenCode; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Alert
      color="teal"
      title={t('people.codeFor', { name })}
      withCloseButton
      closeButtonLabel={t('app.closePanel')}
      onClose={onClose}
    >
      <Group gap="sm">
        <Code fz="md" data-testid="one-time-code">
          {code}
        </Code>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
            >
              {t(copied ? 'people.copied' : 'people.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text fz="sm" mt={8}>
        {t('people.codeText')}
      </Text>
    </Alert>
  )
}
