import type { Handlers } from './CommandKind.ts'

/** What commands do now, as the components that are shown say; of two that say it for one, the later is asked. */
export class HandlerStack {
  private readonly shown = new Set<{ readonly current: Handlers }>()
  private readonly listeners = new Set<() => void>()

  /** Takes handlers up, as they are at each time; returns what lets them go. */
  add(handlers: { readonly current: Handlers }): () => void {
    this.shown.add(handlers)
    this.changed()
    return () => {
      this.shown.delete(handlers)
      this.changed()
    }
  }

  /** Handlers that were taken up may be others now. */
  changed(): void {
    for (const listener of this.listeners) listener()
  }

  /** Hears whenever commands may do something else than before; returns what ends it. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  of(id: string): Handlers[string] | undefined {
    return [...this.shown].findLast(({ current }) => current[id])?.current[id]
  }

  run(id: string): void {
    const handler = this.of(id)
    if (typeof handler === 'function') handler()
  }
}
