import { useEffect, useEffectEvent } from 'react'
import { useConnection } from './EngineContext.ts'

/** After an engine's stream has ended without the engine being gone, ms. */
const AGAIN_AFTER = 1000

/** Follows an event stream for as long as the component is shown; one that breaks is opened again. */
export function useWatch<T>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  onEvent: (event: T) => void,
): void {
  const connection = useConnection()
  const handle = useEffectEvent(onEvent)
  const opened = useEffectEvent(open)
  useEffect(() => {
    const stop = new AbortController()
    const follow = async () => {
      await connection.whenHere()
      await connection.whenWelcome()
      for await (const event of await opened(stop.signal)) handle(event)
    }
    void (async () => {
      while (!stop.signal.aborted) {
        await follow().catch((error: unknown) => connection.noteFailure(error))
        await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER))
      }
    })()
    return () => stop.abort()
  }, [connection])
}
