import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { Change } from '../../shared/contract/changes.ts'
import type { Client } from './client.ts'
import { useClient } from './EngineContext.ts'
import { Refresh } from './Refresh.ts'
import { useWatch } from './useWatch.ts'

/**
 * Follows what changes in the study for as long as the component is shown; `onOpened` hears that a study is open (again).
 * Returns what takes further news.
 */
export function useNews(onOpened: (client: Client) => void): (change: Change) => void {
  const client = useClient()
  const queries = useQueryClient()
  const [refresh] = useState(() => new Refresh(queries))
  const tell = useCallback(
    (change: Change) => {
      refresh.tell(change)
      if (change.what === 'opened') onOpened(client)
    },
    [client, refresh, onOpened],
  )
  useWatch((signal) => client.study.changes(undefined, { signal }), tell)
  useEffect(() => () => refresh.stop(), [refresh])
  return tell
}
