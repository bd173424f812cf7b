import { Failure } from '../../../shared/contract/failure.ts'

const FREE_TRIES = 5
const FIRST_WAIT = 1000
const LONGEST_WAIT = 5 * 60_000
/** After so long without a try, nothing is held against anybody, ms. */
const FORGOTTEN_AFTER = 15 * 60_000
/** Names and addresses that are remembered; guessing goes on for more than the oldest of these. */
const MOST = 10_000

interface Tried {
  failures: number
  /** When the last try began, ms. */
  at: number
}

/**
 * Slows down whoever guesses passwords: after five failures for one name, or from one address, each further try has to
 * wait twice as long as the one before. A try counts as failed when it begins, so that many at once gain nothing.
 */
export class Waits {
  private readonly tried = new Map<string, Tried>()
  private readonly now: () => number

  /** `now`: ms by a clock that only goes forward. */
  constructor(now: () => number = () => performance.now()) {
    this.now = now
  }

  /** Begins a try for all of `keys`. Fails SIGN_IN_REFUSED with the seconds that are to be waited. */
  begin(keys: readonly string[]): void {
    const now = this.now()
    const left = Math.max(...keys.map((key) => this.until(key) - now))
    if (left > 0) throw new Failure('waitToSignIn', { seconds: Math.ceil(left / 1000) })
    for (const key of keys) {
      const failures = (this.known(key)?.failures ?? 0) + 1
      this.tried.delete(key)
      this.tried.set(key, { failures, at: now })
    }
    for (const oldest of this.tried.keys()) {
      if (this.tried.size <= MOST) return
      this.tried.delete(oldest)
    }
  }

  /** The try was none of somebody who guesses. */
  succeeded(key: string): void {
    this.tried.delete(key)
  }

  /**
   * The try from an address was none that failed: a whole department may come through one. Those before it still count, or
   * somebody with an account of their own could guess others' without end.
   */
  takeBack(key: string): void {
    const tried = this.tried.get(key)
    if (tried) tried.failures--
  }

  private until(key: string): number {
    const { failures, at } = this.known(key) ?? { failures: 0, at: 0 }
    if (failures < FREE_TRIES) return 0
    return at + Math.min(FIRST_WAIT * 2 ** (failures - FREE_TRIES), LONGEST_WAIT)
  }

  private known(key: string): Tried | undefined {
    const tried = this.tried.get(key)
    return tried && this.now() - tried.at < FORGOTTEN_AFTER ? tried : undefined
  }
}
