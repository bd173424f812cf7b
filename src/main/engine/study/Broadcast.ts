/**
 * Events to any number of listeners, each an async iterable with its own queue. A listener that leaves or is
 * aborted is forgotten.
 */
export class Broadcast<T> {
  private readonly queues = new Set<(event: T) => void>()

  send(event: T): void {
    for (const push of this.queues) push(event)
  }

  /** Events from now on, `first` before them, until `signal` aborts. */
  async *listen(signal?: AbortSignal, first: readonly T[] = []): AsyncGenerator<T> {
    const waiting = [...first]
    let wake: (() => void) | undefined
    const push = (event: T) => {
      waiting.push(event)
      wake?.()
    }
    const stop = () => wake?.()
    this.queues.add(push)
    signal?.addEventListener('abort', stop)
    try {
      while (!signal?.aborted) {
        const event = waiting.shift()
        if (event !== undefined) yield event
        else {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      }
    } finally {
      this.queues.delete(push)
      signal?.removeEventListener('abort', stop)
    }
  }
}
