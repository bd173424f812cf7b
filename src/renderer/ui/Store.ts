import { useMemo, useSyncExternalStore } from 'react'

/** A value that changes often, for the few components that show a part of it; the others are not drawn again. */
export class Store<T extends object> {
  private value: T
  private readonly listeners = new Set<() => void>()

  constructor(value: T) {
    this.value = value
  }

  get now(): T {
    return this.value
  }

  set(value: T): void {
    this.value = value
    for (const listener of this.listeners) listener()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

/** A part of a store's value; the component is drawn again when a field of that part changes. */
export function useStored<T extends object, P extends object>(store: Store<T>, part: (value: T) => P): P {
  const read = useMemo(() => reading(store, part), [store, part])
  return useSyncExternalStore(store.subscribe, read)
}

/** Reads the part; the same object again for as long as its fields are the same. */
function reading<T extends object, P extends object>(store: Store<T>, part: (value: T) => P): () => P {
  let last = part(store.now)
  return () => {
    const next = part(store.now)
    if (!sameFields(last, next)) last = next
    return last
  }
}

const sameFields = <P extends object>(a: P, b: P): boolean =>
  (Object.keys(b) as (keyof P)[]).every((key) => Object.is(a[key], b[key]))
