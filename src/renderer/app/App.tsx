import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { Connection } from '../api/Connection.ts'
import { ConnectionProvider } from '../api/EngineContext.ts'
import { Keyboard } from '../keyboard/Keyboard.tsx'
import { CrashNotice } from './CrashNotice.tsx'
import { commandKinds } from './commandKinds.ts'
import { Door } from './Door.tsx'
import { SystemMenu } from './menu/SystemMenu.tsx'
import { cssVariables, theme } from './theme.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

/** Theme, connection, queries and keyboard around everything. */
export function App() {
  const [connection] = useState(() => new Connection())
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="dark">
      <Notifications
        position="bottom-left"
        limit={3}
        className="toasts"
        containerWidth="min(400px, calc(100vw - 426px))"
      />
      <QueryClientProvider client={queries}>
        <ConnectionProvider value={connection}>
          <Keyboard kinds={commandKinds}>
            <Door />
            <SystemMenu />
            <CrashNotice />
          </Keyboard>
        </ConnectionProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
