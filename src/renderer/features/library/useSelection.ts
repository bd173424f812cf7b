import { useMemo, useState } from 'react'
import type { ChosenFrames } from '../../../shared/contract/catalogue.ts'
import type { FrameFilter, FrameSort } from '../../../shared/contract/frames.ts'
import { useClient } from '../../api/EngineContext.ts'
import { toggled } from '../../ui/toggled.ts'

/** Most frames that a range may add; more are chosen with "all". */
const LONGEST_RANGE = 500

export interface Selection {
  readonly count: number
  /** What the engine is told; undefined where nothing is chosen. */
  readonly frames: ChosenFrames | undefined
  has(id: number): boolean
  /** Chooses or leaves a frame; a range takes all since the last one chosen. */
  toggle(id: number, place: number, range: boolean): void
  all(total: number): void
  clear(): void
}

/** The frames chosen in the library: some, or all that pass the filter. */
export function useSelection(filter: FrameFilter, sort: FrameSort | undefined): Selection {
  const client = useClient()
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set())
  const [everything, setEverything] = useState(0)
  const [anchor, setAnchor] = useState<number>()
  return useMemo(() => {
    const add = async (from: number, to: number) => {
      const offset = Math.min(from, to)
      const limit = Math.min(LONGEST_RANGE, Math.abs(to - from) + 1)
      const { frames } = await client.frames.page({ filter, sort, offset, limit })
      setIds((now) => new Set([...now, ...frames.map((f) => f.id)]))
    }
    return {
      count: everything || ids.size,
      frames: everything ? { filter } : ids.size > 0 ? { ids: [...ids] } : undefined,
      has: (id) => everything > 0 || ids.has(id),
      toggle(id, place, range) {
        setEverything(0)
        if (range && anchor !== undefined) return void add(anchor, place)
        setAnchor(place)
        setIds((now) => toggled(now, id))
      },
      all: setEverything,
      clear() {
        setIds(new Set())
        setEverything(0)
        setAnchor(undefined)
      },
    }
  }, [client, filter, sort, ids, everything, anchor])
}
