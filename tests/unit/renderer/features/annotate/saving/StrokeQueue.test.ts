import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Client } from '../../../../../../src/renderer/api/client.ts'
import { EngineGone } from '../../../../../../src/renderer/api/EngineGone.ts'
import { StrokeQueue } from '../../../../../../src/renderer/features/annotate/saving/StrokeQueue.ts'
import {
  isUntouched,
  leaveDesk,
  queueOf,
  retryAll,
  settled,
  takeUpUnsent,
} from '../../../../../../src/renderer/features/annotate/saving/strokeQueues.ts'
import { allUnsent } from '../../../../../../src/renderer/features/annotate/saving/unsent.ts'
import { emptyMask } from '../../../../../../src/shared/domain/mask.ts'
import { reasonOf } from '../../../../../../src/shared/reasons/Refused.ts'

const FOLDER = '/study'
const DESK = { folder: FOLDER, person: 'Berta' }
const patch = { ...emptyMask(2, 2), x: 0, y: 0 }

/** An engine that answers when told to. */
class Answers {
  readonly bases: number[] = []
  /** The study that is open. */
  openFolder = FOLDER
  private waiting: { done(): void; fail(error: unknown): void }[] = []
  readonly client: Client

  constructor() {
    const ask = ({ base }: { base: number }) => {
      this.bases.push(base)
      return new Promise((resolve, reject) => {
        const saved = { layer: 1, revision: base + 1, savedAt: 'now', state: 'inProgress' }
        this.waiting.push({ done: () => resolve(saved), fail: reject })
      })
    }
    const own = async () => ({ revision: 7, mask: '' })
    // Only what the queue asks.
    const current = async () => ({ folder: this.openFolder })
    this.client = { layers: { paint: ask, declare: ask, own }, study: { current } } as unknown as Client
  }

  async next(error?: unknown): Promise<void> {
    await vi.waitFor(() => expect(this.waiting).not.toHaveLength(0))
    const one = this.waiting.shift()
    if (error === undefined) one?.done()
    else one?.fail(error)
    await new Promise((resolve) => setTimeout(resolve))
  }
}

const failure = (code: string, name: 'changedElsewhere' | 'nothingPainted' | 'notSignedIn') =>
  new ORPCError(code, { data: reasonOf(name) })

let answers: Answers
beforeEach(() => {
  answers = new Answers()
  const kept = new Map<string, string>()
  // Its keys are its own properties, as those of a window's are.
  const storage = new Proxy(
    {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
    {
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  )
  vi.stubGlobal('localStorage', storage)
})
afterEach(() => vi.unstubAllGlobals())

describe('what saves a frame', () => {
  it('sends one step at a time, each after the revision before, and is settled when all are saved', async () => {
    const queue = new StrokeQueue(answers.client, { ...DESK, frame: 1 }, 3)
    queue.paint(patch, null, false)
    queue.paint(patch, null, false)
    let isSettled = false
    const done = queue.retry().then(() => {
      isSettled = true
    })
    await answers.next()
    expect(answers.bases).toEqual([3, 4])
    // What comes meanwhile is waited for as well.
    queue.declare('done')
    await answers.next()
    expect(isSettled).toBe(false)
    await answers.next()
    await done
    expect(answers.bases).toEqual([3, 4, 5])
    expect(queue.isEmpty).toBe(true)
    expect(allUnsent(DESK)).toEqual([])
  })

  it('keeps what is not saved where the engine is gone, and goes on when tried again', async () => {
    const queue = new StrokeQueue(answers.client, { ...DESK, frame: 1 }, 3)
    queue.paint(patch, null, false)
    const first = queue.retry()
    await answers.next(new EngineGone())
    await first
    expect(queue.now).toEqual({ kind: 'waiting', steps: 1 })
    expect(allUnsent(DESK)).toMatchObject([{ frame: 1, base: 3, jobs: [{ kind: 'paint' }] }])
    const again = queue.retry()
    await answers.next()
    await again
    expect(queue.now).toMatchObject({ kind: 'saved' })
    expect(allUnsent(DESK)).toEqual([])
  })

  it('drops what was refused for good, and goes on with what comes after', async () => {
    const queue = new StrokeQueue(answers.client, { ...DESK, frame: 1 }, 3)
    queue.declare('done')
    await answers.next(failure('NOTHING_PAINTED', 'nothingPainted'))
    expect(queue.isEmpty).toBe(true)
    queue.paint(patch, null, false)
    await answers.next()
    expect(queue.now).toMatchObject({ kind: 'saved' })
  })

  it('sends nothing after a conflict until a person has decided; keeping mine follows theirs', async () => {
    const queue = new StrokeQueue(answers.client, { ...DESK, frame: 1 }, 3)
    queue.paint(patch, null, false)
    await answers.next(failure('STALE_REVISION', 'changedElsewhere'))
    queue.paint(patch, null, false)
    expect(queue.now).toEqual({ kind: 'conflict', steps: 2 })
    const kept = queue.keepMine(patch)
    await answers.next()
    await kept
    expect(answers.bases).toEqual([3, 7])
  })
})

describe('the queues of all frames', () => {
  it('tell when a frame is settled, and whether it was painted on since it was opened', async () => {
    await settled(1)
    expect(isUntouched(1)).toBe(true)
    const queue = queueOf(answers.client, DESK, 1, 0)
    expect(isUntouched(1)).toBe(true)
    queue.paint(patch, null, false)
    expect(isUntouched(1)).toBe(false)
    expect(queueOf(answers.client, DESK, 1, 5)).toBe(queue)
    const done = settled(1)
    await answers.next()
    await done
    expect(isUntouched(1)).toBe(false)
    expect(queueOf(answers.client, DESK, 1, 1)).not.toBe(queue)
    expect(isUntouched(1)).toBe(true)
  })

  it('go on when their study is open again, and send nothing to another', async () => {
    const queue = queueOf(answers.client, DESK, 2, 0)
    queue.paint(patch, null, false)
    await answers.next(new EngineGone())
    expect(queue.now).toEqual({ kind: 'waiting', steps: 1 })
    answers.openFolder = '/another'
    await retryAll(answers.client)
    expect(queue.now).toEqual({ kind: 'waiting', steps: 1 })
    answers.openFolder = FOLDER
    await retryAll(answers.client)
    await answers.next()
    expect(queue.now).toMatchObject({ kind: 'saved' })
    expect(answers.bases).toEqual([0, 0])
  })

  it('send nothing anew that a person has to decide on', async () => {
    const queue = queueOf(answers.client, DESK, 3, 0)
    queue.paint(patch, null, false)
    await answers.next(failure('STALE_REVISION', 'changedElsewhere'))
    await retryAll(answers.client)
    expect(answers.bases).toEqual([0])
    queue.takeTheirs()
  })

  it('wait for the person whose they are, and send nothing under another name', async () => {
    takeUpUnsent(answers.client, DESK)
    const queue = queueOf(answers.client, DESK, 4, 0)
    queue.paint(patch, null, false)
    queue.paint(patch, null, false)
    // Signed out while the first is under way: it may have come through, the second is not sent any more.
    leaveDesk()
    await answers.next()
    await queue.retry()
    expect(answers.bases).toEqual([0])
    takeUpUnsent(answers.client, { ...DESK, person: 'Anna' })
    await retryAll(answers.client)
    expect(answers.bases).toEqual([0])
    takeUpUnsent(answers.client, DESK)
    await retryAll(answers.client)
    await answers.next()
    expect(answers.bases).toEqual([0, 1])
    await vi.waitFor(() => expect(allUnsent(DESK)).toEqual([]))
  })

  it('wait where nobody is signed in any more', async () => {
    const queue = queueOf(answers.client, DESK, 5, 0)
    queue.paint(patch, null, false)
    await answers.next(failure('NOT_SIGNED_IN', 'notSignedIn'))
    expect(queue.now).toEqual({ kind: 'waiting', steps: 1 })
    leaveDesk()
  })
})
