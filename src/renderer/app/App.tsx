import { Center, MantineProvider, Text } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Client, connect } from '../api/client.ts'
import { ClientProvider } from '../api/EngineContext.ts'
import { Studio } from './Studio.tsx'
import { theme } from './theme.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

/** Theme, connection and queries around everything. */
export function App() {
  const [client, setClient] = useState<Client>()
  const [lost, setLost] = useState(false)
  const { t } = useTranslation()
  useEffect(() => {
    void connect(() => setLost(true)).then((connected) => setClient(() => connected))
  }, [])
  return (
    <MantineProvider theme={theme} defaultColorScheme="dark">
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queries}>
        {client && !lost ? (
          <ClientProvider value={client}>
            <Studio />
          </ClientProvider>
        ) : (
          <Center h="100%">
            <Text c="dimmed">{t(lost ? 'app.lost' : 'app.connecting')}</Text>
          </Center>
        )}
      </QueryClientProvider>
    </MantineProvider>
  )
}
