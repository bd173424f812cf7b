import { useCallback, useEffect, useState } from 'react'
import type { KnownServer, ServerAnswer } from '../../../shared/shell/servers.ts'
import { askServers, canOpenServers } from '../../api/servers.ts'

/** The servers that were opened before, and which one is being opened: an address, empty for one that is still to be said. */
export function useServers() {
  const [servers, setServers] = useState<readonly KnownServer[]>([])
  const [opening, setOpening] = useState<string>()
  const take = useCallback((answer: ServerAnswer | null) => {
    if (answer) setServers(answer.servers)
  }, [])
  useEffect(() => {
    if (canOpenServers()) void askServers({ kind: 'list' }).then(take)
  }, [take])
  const forget = (origin: string) => void askServers({ kind: 'forget', origin }).then(take)
  return { servers, opening, open: setOpening, close: () => setOpening(undefined), take, forget }
}
