import { AsyncLocalStorage } from 'node:async_hooks'
import type { Runtime } from '../../engine/machine/Runtime.ts'
import { writeCrash } from '../../files/crashReport.ts'
import { loggedError, writeLog } from '../../files/writeLog.ts'

/** The call that whatever runs now was begun for. */
const now = new AsyncLocalStorage<UnderWay>()

/** A call under way: an error that nobody catches, of anything that it began, fails it. */
export class UnderWay {
  readonly operation: string
  private readonly waiting = new Set<(error: unknown) => void>()
  private broken: { readonly error: unknown } | undefined

  constructor(operation: string) {
    this.operation = operation
  }

  get isBroken(): boolean {
    return this.broken !== undefined
  }

  /** Does a part of the call's work; rejects as well where something that the call began breaks meanwhile. */
  run<R>(work: () => Promise<R>): Promise<R> {
    return new Promise((resolve, reject) => {
      if (this.broken) return reject(this.broken.error)
      this.waiting.add(reject)
      now
        .run(this, work)
        .then(resolve, reject)
        .finally(() => this.waiting.delete(reject))
    })
  }

  fail(error: unknown): void {
    this.broken = { error }
    for (const reject of this.waiting) reject(error)
  }
}

/**
 * From here on an error that nobody has caught is logged, leaves a report, fails the call that it belongs to, and ends neither the
 * process nor the rounds and the other people's work in it. That is as sound as a call that fails by itself: what is
 * saved is saved in transactions and by renaming, and what is kept in memory is read from there. Without this a
 * socket's error in some library would end them all; a process that is to be over with its one command goes without.
 */
export function outlastErrors(runtime: Pick<Runtime, 'logFile' | 'dataFolder' | 'version'>): void {
  const note = (error: unknown) => {
    const call = now.getStore()
    writeLog(runtime.logFile, {
      event: 'uncaught',
      ...(call ? { operation: call.operation } : {}),
      error: loggedError(error),
    })
    writeCrash(runtime, { process: 'engine', what: 'error', error: loggedError(error) })
    call?.fail(error)
  }
  process.on('uncaughtException', note)
  process.on('unhandledRejection', note)
}
