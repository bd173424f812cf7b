import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Sessions } from '../../../../../src/main/engine/accounts/Sessions.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('a session', () => {
  it('is over after twelve hours, with all that it listened to', () => {
    const sessions = new Sessions()
    const { token, session } = sessions.begin('Berta')
    vi.advanceTimersByTime(12 * 3600_000 - 1)
    expect(sessions.find(token)).toBe(session)
    expect(session.live.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(sessions.find(token)).toBeUndefined()
    expect(sessions.has(session)).toBe(false)
    expect(session.live.aborted).toBe(true)
  })

  it('that is over is neither locked nor unlocked any more', () => {
    const sessions = new Sessions()
    const { session } = sessions.begin('Berta')
    sessions.end(session)
    session.lock()
    session.unlock()
    session.interrupt()
    expect(session.isOver).toBe(true)
    expect(session.live.aborted).toBe(true)
  })

  it('has a token that no other one has', () => {
    const sessions = new Sessions()
    const [one, other] = [sessions.begin('Berta'), sessions.begin('Berta')]
    expect(one.token).toMatch(/^[\w-]{43}$/)
    expect(sessions.find(one.token)).not.toBe(sessions.find(other.token))
    expect(sessions.of('Berta')).toHaveLength(2)
  })
})
