import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useClient } from './EngineContext.ts'
import { Refresh } from './Refresh.ts'
import { useWatch } from './useWatch.ts'

/** Follows what changes in the study for as long as the component is shown; returns what takes further news. */
export function useNews(): Refresh {
  const client = useClient()
  const queries = useQueryClient()
  const [refresh] = useState(() => new Refresh(queries))
  useWatch(
    (signal) => client.study.changes(undefined, { signal }),
    (change) => refresh.tell(change),
  )
  useEffect(() => () => refresh.stop(), [refresh])
  return refresh
}
