import { createRequire } from 'node:module'

/** What the shim (`*.c` beside this) can do for the process that was started with it in LD_PRELOAD. */
export interface Shim {
  /**
   * Null in the child. In the parent, which waits for it: the exit code or the negative signal it ended by, the
   * milliseconds since it called `begin`, and whether it had to be ended at the limit. It is killed `killAfter` ms after
   * `begin`; never, where that is negative.
   */
  fork(killAfter: number, limit: number): null | [ended: number, ms: number, hung: boolean]
  begin(): void
  /** Ends a child at once. */
  end(code: number): never
  /**
   * Counts calls that write below a folder. The `failAt`-th fails with an errno, and all later ones too with `onwards`; a
   * negative errno kills the process in front of it instead. 0 for none.
   */
  watch(folder: string, failAt: number, errno: number, onwards: boolean): void
  /** Ends that; returns how many calls there were, and which one failed. */
  unwatch(): [calls: number, failed: string]
  /** From here on writes down into a log what becomes of the files below a folder, for `readRecording`. */
  record(folder: string, log: string): void
  /** Writes into that log that something was promised. */
  mark(text: string): void
}

export const loadShim = (path: string) => createRequire(import.meta.url)(path) as Shim
