import { Button, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../api/EngineContext.ts'
import { isOnServer } from '../api/isOnServer.ts'
import { backToThisComputer, isServerInApp } from '../api/servers.ts'
import { Fingerprint } from './Fingerprint.tsx'
import { showFailure } from './showFailure.ts'

/** Where somebody signs in on a server: its certificate, for them to compare; in the desktop app, the way back. */
export function ServerLine() {
  const client = useClient()
  const { t } = useTranslation()
  const [fingerprint, setFingerprint] = useState<string | null>(null)
  useEffect(() => {
    if (isOnServer()) client.server.about().then((about) => setFingerprint(about.fingerprint), showFailure)
  }, [client])
  if (fingerprint === null) return null
  return (
    <Stack gap={12}>
      <div>
        <Text fz="sm" fw={600}>
          {t('server.certificate')}
        </Text>
        <Fingerprint of={fingerprint} testId="fingerprint" />
        <Text fz="sm" className="quiet">
          {t('server.compare')}
        </Text>
      </div>
      {isServerInApp() && (
        <Button variant="subtle" onClick={backToThisComputer}>
          {t('server.back')}
        </Button>
      )}
    </Stack>
  )
}
