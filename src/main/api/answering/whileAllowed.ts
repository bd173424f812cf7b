/**
 * Tells of something for as long as whoever listens may hear it: that is asked anew before each event, and `live` ends it
 * at once, when they sign out, are signed out, or lock their window.
 */
export async function* whileAllowed<T>(
  events: AsyncGenerator<T>,
  mustBeAllowed: () => void,
  live: AbortSignal | undefined,
): AsyncGenerator<T> {
  const ending = live && untilAborted(live)
  try {
    for (;;) {
      const next = await (ending ? Promise.race([events.next(), ending.ended]) : events.next())
      mustBeAllowed()
      if (next.done) return next.value
      yield next.value
    }
  } finally {
    ending?.forget()
    const over = events.return(undefined)
    // What waits for something to happen ends when it does.
    if (live?.aborted) over.catch(() => {})
    else await over
  }
}

/** Rejects with the signal's reason. `forget` lets go of it: sessions outlast most of what they listen to. */
function untilAborted(signal: AbortSignal) {
  let stop = () => {}
  const ended = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
  })
  ended.catch(() => {})
  return { ended, forget: () => signal.removeEventListener('abort', stop) }
}
