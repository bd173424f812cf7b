import type { Others } from '../../../shared/contract/presence.ts'
import { Broadcast } from '../study/Broadcast.ts'

/** A window that somebody has open. */
interface Window {
  readonly name: string
  frame: number | null
  away: boolean
  /** Whether it follows who is here. */
  isFollowing: boolean
  /** Whether it is locked: then it follows nothing, and is there all the same. */
  readonly isLocked: () => boolean
}

/** Whose window follows, and how it ends. */
export interface Follower {
  /** Stands for the window. */
  readonly key: object
  readonly name: string
  readonly isLocked: () => boolean
  /** Ends the following. */
  readonly over: AbortSignal
  /** The window is gone. */
  readonly gone: AbortSignal
}

/** Frames on which nobody may know who else is there. */
type Unnamed = (frames: readonly number[]) => Promise<ReadonlySet<number>>

/** Who has one study open, and on which frame: told as it happens, to each listener where it is another thing for them. */
export class Presence {
  private readonly windows = new Map<object, Window>()
  private readonly changes = new Broadcast<null>()
  private readonly unnamed: Unnamed

  constructor(unnamed: Unnamed) {
    this.unnamed = unnamed
  }

  /** Somebody is here with a window for as long as they listen, and away while it is locked. */
  async *follow({ key, name, isLocked, over, gone }: Follower): AsyncGenerator<Others> {
    const mine: Window = { name, frame: null, away: false, isFollowing: true, isLocked }
    this.windows.set(key, mine)
    // The same window may follow again before this has come to its end.
    const leave = () => {
      if (this.windows.get(key) === mine) this.windows.delete(key)
      this.changes.send(null)
    }
    gone.addEventListener('abort', leave)
    this.changes.send(null)
    let told = ''
    try {
      for await (const _ of this.changes.listen(over, [null])) {
        const others = await this.othersThan(name)
        const now = JSON.stringify(others)
        if (now !== told) yield others
        told = now
      }
    } finally {
      mine.isFollowing = false
      if (gone.aborted || !isLocked()) {
        gone.removeEventListener('abort', leave)
        leave()
      } else this.changes.send(null)
    }
  }

  /** A window shows another frame, or somebody has left it alone or come back to it. */
  tell(key: object, now: Pick<Window, 'frame' | 'away'>): void {
    const window = this.windows.get(key)
    if (!window) return
    Object.assign(window, now)
    this.changes.send(null)
  }

  private async othersThan(name: string): Promise<Others> {
    const windows = [...this.windows.values()].filter(
      (window) => window.name !== name && (window.isFollowing || window.isLocked()),
    )
    const open = windows.flatMap(({ frame }) => (frame === null ? [] : [frame]))
    const unnamed = await this.unnamed(open)
    const names = [...new Set(windows.map((window) => window.name))]
    return {
      people: names.map((one) => {
        const theirs = windows.filter((window) => window.name === one)
        const frames = theirs.flatMap(({ frame }) => (frame === null || unnamed.has(frame) ? [] : [frame]))
        return {
          name: one,
          away: theirs.every(({ away, isFollowing }) => away || !isFollowing),
          frames: [...new Set(frames)],
        }
      }),
      somebodyOn: [...new Set(open.filter((frame) => unnamed.has(frame)))].sort((a, b) => a - b),
    }
  }
}
