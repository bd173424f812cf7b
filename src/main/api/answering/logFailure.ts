import type { Runtime } from '../../engine/machine/Runtime.ts'
import { StoreService } from '../../engine/store/StoreService.ts'
import { writeCrash } from '../../files/crashReport.ts'
import { loggedError, writeLog } from '../../files/writeLog.ts'

/** Notes that an operation or a command failed, and of an error underneath its kind and where, for whoever repairs it. */
export function logFailure(logFile: string, operation: string, error: unknown): void {
  const { code, reason, cause } = StoreService.failureOf(error)
  writeLog(logFile, {
    event: 'failed',
    operation,
    code,
    reason: reason.name,
    ...(cause instanceof Error ? { error: loggedError(cause) } : {}),
  })
}

/** Notes who writes to the log from here on, and what this process dies of if it does. */
export function startLog({ logFile, version, dataFolder }: Runtime): void {
  const { platform, versions } = process
  writeLog(logFile, { event: 'started', version, node: versions.node, platform })
  process.on('uncaughtExceptionMonitor', (error) => {
    if (process.listenerCount('uncaughtException') > 0) return
    writeLog(logFile, { event: 'crashed', error: loggedError(error) })
    writeCrash({ dataFolder, version }, { process: 'engine', what: 'error', error: loggedError(error) })
  })
}
