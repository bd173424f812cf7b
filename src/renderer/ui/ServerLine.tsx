import { Button, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../api/EngineContext.ts'
import { isOnServer } from '../api/isOnServer.ts'
import { backToThisComputer, isServerInApp } from '../api/servers.ts'

/** Where somebody signs in on a server: its certificate, for them to compare; in the desktop app, the way back. */
export function ServerLine() {
  const client = useClient()
  const { t } = useTranslation()
  const { data } = useQuery({
    queryKey: ['server'],
    queryFn: () => client.server.about(),
    enabled: isOnServer(),
  })
  if (!data?.fingerprint) return null
  return (
    <Stack gap={12}>
      <Text fz="sm" className="quiet" style={{ overflowWrap: 'anywhere' }} data-testid="fingerprint">
        {t('server.fingerprint', data)}
      </Text>
      {isServerInApp() && (
        <Button variant="subtle" onClick={backToThisComputer}>
          {t('server.back')}
        </Button>
      )}
    </Stack>
  )
}
