import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { Failure } from '../../shared/contract/failure.ts'
import { loggedError, writeLog } from '../files/writeLog.ts'

const HIGHEST_PORT = 65_535
/**
 * What anybody who reaches a server may take of it: connections at a time, and ms to come to the end of a question. Twenty
 * people with some windows each stay far below; a process has files to open besides.
 */
const MOST_CONNECTIONS = 500
export const LIMITS = { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 }

/** Has a server listen; resolves with its port. Fails WRONG_USAGE where it cannot. */
export async function listening(http: Server, host: string, port: number, logFile: string): Promise<number> {
  if (port > HIGHEST_PORT) throw new Failure('portTooHigh', { highest: HIGHEST_PORT })
  http.maxConnections = MOST_CONNECTIONS
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: Error & { code?: string }) =>
      reject(
        error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND'
          ? new Failure('hostNotHere', { host }, error)
          : new Failure('portTaken', { host, port }, error),
      ),
    )
    http.listen(port, host, resolve)
  })
  // As where the system has no files left for connections: that is told, and the others go on.
  http.on('error', (error) => writeLog(logFile, { event: 'connection', error: loggedError(error) }))
  return (http.address() as AddressInfo).port
}

/** Ends a server with all that is connected to it. */
export async function closed(http: Server): Promise<void> {
  http.closeAllConnections()
  await new Promise((resolve) => http.close(resolve))
}

/** Node hands the bare socket over: whoever is refused may have gone meanwhile, or may never go. */
export function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  socket.once('finish', () => socket.destroy())
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
}
