import { type ChildProcess, spawn } from 'node:child_process'

/** Windows has no signals that do it. */
const CAN_BE_STOPPED = process.platform !== 'win32'

/**
 * Ends a process once its own standard input ends, which is when the engine does, however that went. A process that stands
 * still hears nothing of it; the kernel lets it go on only where it shares a session with its parent, and then must not
 * lead one (`goBehind.ts`). So somebody has to watch, and a shell that waits takes a megabyte.
 */
const GUARD = 'read -r _; kill -KILL "$1"'

/** Has a child stand still at once, whatever it is doing, and go on: where the system has that, and only under a guard. */
export class Standstill {
  private child: ChildProcess | undefined
  private guard: ChildProcess | undefined
  private isWanted = false
  private since: number | undefined
  private stood = 0

  /** The child that it is for from now on; one that starts while it is wanted stands still at once. */
  takes(child: ChildProcess): void {
    this.goOn()
    if (!CAN_BE_STOPPED || child.pid === undefined) return
    this.child = child
    // In a session of its own: what ends the engine's group leaves it to do its work.
    const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', String(child.pid)], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    })
    this.guard = guard
    const isGone = () => this.unguarded(guard)
    guard.on('error', isGone)
    guard.on('close', isGone)
    guard.unref()
    child.on('exit', () => {
      this.unguarded(guard)
      guard.kill('SIGKILL')
    })
    if (this.isWanted) this.stop()
  }

  begin(): void {
    this.isWanted = true
    this.stop()
  }

  end(): void {
    this.isWanted = false
    this.goOn()
  }

  /** As `performance.now()`, but that it stops while a child stands still: for how long something took one. */
  now(): number {
    return (this.since ?? performance.now()) - this.stood
  }

  private stop(): void {
    if (this.since !== undefined || this.guard?.pid === undefined || !this.child?.kill('SIGSTOP')) return
    this.since = performance.now()
  }

  private goOn(): void {
    if (this.since === undefined) return
    this.stood += performance.now() - this.since
    this.since = undefined
    this.child?.kill('SIGCONT')
  }

  /** Without a guard nothing is left standing. */
  private unguarded(guard: ChildProcess): void {
    if (this.guard !== guard) return
    this.guard = undefined
    this.goOn()
  }
}
