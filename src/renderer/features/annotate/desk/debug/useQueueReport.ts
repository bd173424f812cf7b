import { useEffect, useState } from 'react'
import type { OpenEditor } from '../frame/useEditor.ts'

/** What waits to be saved. */
export interface QueueReport {
  readonly length: number
  /** When the oldest of it was first seen here, ms since 1970; undefined where nothing waits. */
  readonly since: number | undefined
}

/** The saving queue of an open frame, looked at whenever the editor or the queue tells something. */
export function useQueueReport({ state, saving, queue }: OpenEditor): QueueReport {
  const [report, setReport] = useState<QueueReport>({ length: 0, since: undefined })
  useEffect(() => {
    const firstSeen = new WeakMap<object, number>()
    const look = () => {
      const unsaved = queue.current?.unsaved ?? []
      for (const job of unsaved) if (!firstSeen.has(job)) firstSeen.set(job, Date.now())
      const [oldest] = unsaved
      const next = { length: unsaved.length, since: oldest && firstSeen.get(oldest) }
      setReport((now) => (now.length === next.length && now.since === next.since ? now : next))
    }
    const stopping = [state.subscribe(look), saving.subscribe(look)]
    return () => {
      for (const stop of stopping) stop()
    }
  }, [state, saving, queue])
  return report
}
