import { describe, expect, it } from 'vitest'
import { nextOf } from '../../../../../../src/main/engine/training/planned/nextOf.ts'

const NOW = Date.parse('2026-03-01T18:00:00Z')
const waiting = (
  id: string,
  change: Partial<{ not_before: string; missed: 0 | 1; problem: string }> = {},
) => ({
  ...{ id, not_before: null, missed: 0 as const, problem: null },
  ...change,
})
const at = (time: string) => ({ not_before: `2026-03-01T${time}:00Z` })
const next = (line: ReturnType<typeof waiting>[], holds = false) => nextOf(line, NOW, holds).next?.id

describe('a line of rounds', () => {
  it('goes in its order', () => {
    expect(next([waiting('a'), waiting('b')])).toBe('a')
    expect(next([])).toBeUndefined()
  })

  it('lets others by where one waits for its time, and says how long that is', () => {
    const line = [waiting('tonight', at('20:00')), waiting('b')]
    expect(nextOf(line, NOW, false)).toMatchObject({ next: { id: 'b' }, wait: 7_200_000 })
    expect(next([waiting('due', at('17:59')), waiting('b')])).toBe('due')
  })

  it('lets others by where one waits for a person', () => {
    expect(
      next([waiting('a', { missed: 1, ...at('12:00') }), waiting('b', { problem: '{}' }), waiting('c')]),
    ).toBe('c')
    expect(nextOf([waiting('a', { missed: 1, ...at('20:00') })], NOW, false).wait).toBeNull()
  })

  it('holds those without a time of their own after a round that ended early', () => {
    expect(next([waiting('a'), waiting('b')], true)).toBeUndefined()
    expect(next([waiting('a'), waiting('due', at('17:00'))], true)).toBe('due')
  })
})
