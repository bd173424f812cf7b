import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refresh } from '../../../../src/renderer/api/Refresh.ts'
import type { QueryKind } from '../../../../src/renderer/api/staleAfter.ts'
import type { Change } from '../../../../src/shared/contract/changes.ts'

type Key = readonly [QueryKind, ...unknown[]]
let queries: QueryClient
let refresh: Refresh
/** What was asked of the engine since the last look, by the first word of its key and the second. */
let asked: string[]
const looked = () => asked.splice(0).sort()

/** Something on the screen; returns what takes it off. */
async function shows(key: Key, answer: unknown = null, meta: { onDesk?: boolean } = {}): Promise<() => void> {
  const queryFn = async () => {
    asked.push(key.slice(0, 2).join(' '))
    return answer
  }
  const stop = new QueryObserver(queries, { queryKey: key, queryFn, meta }).subscribe(() => {})
  await vi.advanceTimersByTimeAsync(0)
  return stop
}

async function hears(...changes: readonly Change[]): Promise<string[]> {
  for (const change of changes) refresh.tell(change)
  await vi.advanceTimersByTimeAsync(1000)
  return looked()
}

beforeEach(() => {
  vi.useFakeTimers()
  queries = new QueryClient()
  refresh = new Refresh(queries)
  asked = []
})
afterEach(() => {
  refresh.stop()
  queries.clear()
  vi.useRealTimers()
})

describe('news of the study', () => {
  const film = (...ids: number[]) => ({ frames: ids.map((id) => ({ id })) })
  const all = async () => {
    await shows(['study'])
    await shows(['frames'])
    await shows(['film', 'P1', 'E1'], film(1, 2, 3))
    await shows(['frame', 1, { filter: {}, list: 'frozen' }])
    await shows(['open-frame', 1], null, { onDesk: true })
    await shows(['tile-outlines', 1])
    await shows(['tile-outlines', 2])
    await shows(['overview'])
    await shows(['searches'])
    await shows(['models'])
    await shows(['rounds'])
    looked()
  }

  it('of a stroke ask for what shows that frame, and for no facts of the study', async () => {
    await all()
    expect(await hears({ what: 'masks', frames: [2] })).toEqual(['film P1', 'frames', 'tile-outlines 2'])
    expect(await hears({ what: 'masks', frames: [9] })).toEqual(['frames'])
  })

  it('of a label ask for its frame and for what counts labels', async () => {
    await all()
    expect(await hears({ what: 'labels', frames: [1] })).toEqual([
      'film P1',
      'frame 1',
      'frames',
      'overview',
      'study',
      'tile-outlines 1',
    ])
  })

  it('of a label ask where a frame stands in a filter, and not in a frozen list', async () => {
    await shows(['frame', 1, { filter: {}, list: 'frozen' }])
    await shows(['frame', 2, { filter: {} }])
    looked()
    expect(await hears({ what: 'labels', frames: [9] })).toEqual(['frame 2'])
  })

  it('of searches, models, rounds and calibrations ask for these alone', async () => {
    await all()
    expect(await hears({ what: 'searches' })).toEqual(['searches'])
    expect(await hears({ what: 'models' })).toEqual(['models', 'study'])
    expect(await hears({ what: 'runs' })).toEqual(['rounds', 'study'])
    expect(await hears({ what: 'calibration', frames: [1] })).toEqual(['frame 1'])
  })

  it('of another study ask for everything but what is on the desk', async () => {
    await all()
    const shown = queries.getQueryCache().getAll().length
    expect(await hears({ what: 'opened' })).toHaveLength(shown - 1)
  })

  it('that come fast are asked for together', async () => {
    await all()
    const strokes = Array.from({ length: 20 }, (): Change => ({ what: 'masks', frames: [1] }))
    expect(await hears(...strokes)).toEqual(['film P1', 'frames', 'tile-outlines 1'])
  })

  it('drop a frame made ready that they name, and leave the others and the one on the desk', async () => {
    await shows(['open-frame', 1], 'mine', { onDesk: true })
    for (const id of [2, 3]) (await shows(['open-frame', id], 'ready'))()
    looked()
    expect(await hears({ what: 'masks', frames: [1] }, { what: 'overlays', frames: [3] })).toEqual([])
    const ready = [1, 2, 3].map((id) => queries.getQueryData(['open-frame', id]))
    expect(ready).toEqual(['mine', 'ready', undefined])
    // Whoever leaves the one on the desk sees that it is old by then.
    expect(queries.getQueryState(['open-frame', 1])?.isInvalidated).toBe(true)
    expect(queries.getQueryState(['open-frame', 2])?.isInvalidated).toBe(false)
  })

  it('make old what is off the screen, which asks when it is shown again', async () => {
    const key: Key = ['models']
    ;(await shows(key))()
    looked()
    expect(await hears({ what: 'models' })).toEqual([])
    expect(queries.getQueryState(key)?.isInvalidated).toBe(true)
    await shows(key)
    expect(looked()).toEqual(['models'])
  })

  it('that come while something is being asked for ask again', async () => {
    let answer: (value: string) => void = () => {}
    const queryFn = () => {
      asked.push('study')
      return new Promise<string>((resolve) => {
        answer = resolve
      })
    }
    new QueryObserver(queries, { queryKey: ['study'], queryFn }).subscribe(() => {})
    refresh.tell({ what: 'study' })
    answer('of before')
    await vi.advanceTimersByTimeAsync(1000)
    expect(looked()).toEqual(['study', 'study'])
  })
})
