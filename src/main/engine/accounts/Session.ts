import { Failure } from '../../../shared/contract/failure.ts'

/** Somebody who is signed in. What they listen to ends when they are not any more, or not for now. */
export class Session {
  /** The account's name. */
  readonly name: string
  private state: 'live' | 'locked' | 'over' = 'live'
  private standing = new AbortController()

  constructor(name: string) {
    this.name = name
  }

  get isOver(): boolean {
    return this.state === 'over'
  }

  get isLocked(): boolean {
    return this.state === 'locked'
  }

  /** Aborted, with the failure as its reason, when whatever goes on for this person has to end. */
  get live(): AbortSignal {
    return this.standing.signal
  }

  /** What goes on ends, and may begin anew: the person may do other things than before. */
  interrupt(): void {
    this.stop()
    if (this.state === 'live') this.standing = new AbortController()
  }

  lock(): void {
    if (this.state !== 'live') return
    this.state = 'locked'
    this.stop()
  }

  unlock(): void {
    if (this.state !== 'locked') return
    this.state = 'live'
    this.standing = new AbortController()
  }

  end(): void {
    this.state = 'over'
    this.stop()
  }

  private stop(): void {
    this.standing.abort(new Failure('notSignedIn'))
  }
}
