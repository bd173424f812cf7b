import { useEffect, useRef } from 'react'

/** Follows an event stream for as long as the component is shown. */
export function useWatch<T>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  onEvent: (event: T) => void,
): void {
  const handler = useRef(onEvent)
  handler.current = onEvent
  const opener = useRef(open)
  useEffect(() => {
    const stop = new AbortController()
    void (async () => {
      for await (const event of await opener.current(stop.signal)) handler.current(event)
    })().catch(() => {})
    return () => stop.abort()
  }, [])
}
