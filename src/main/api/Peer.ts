import { ORPCError } from '@orpc/client'
import { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import { type EncodedMessage, ServerPeer } from '@orpc/standard-server-peer'
import { Failure } from '../../shared/contract/failure.ts'
import { loggedError, writeLog } from '../files/writeLog.ts'
import type { Asked, Connection } from './answering/Connection.ts'
import { toOrpc } from './answering/failing.ts'
import { router } from './router.ts'

/** Operations fail as errors that can cross; whatever else is thrown here comes of reading the question. */
const handler = new StandardRPCHandler<Asked>(router, {
  interceptors: [
    async ({ next }) => {
      const answer = await next().catch((error: unknown) => {
        throw error instanceof ORPCError ? error : toOrpc(new Failure('notUnderstood', {}, error))
      })
      if (!answer.matched) throw toOrpc(new Failure('notUnderstood'))
      return answer
    },
  ],
})

/**
 * Answers one window's calls, whatever carries its messages. The library has an end for sockets and one for ports: a
 * message that is no call is printed by the first and ends the process of the second.
 */
export class Peer {
  private readonly peer: ServerPeer
  private readonly connection: Connection
  private readonly gone = new AbortController()
  private readonly logFile: string

  constructor(connection: Connection, send: (message: EncodedMessage) => void) {
    this.peer = new ServerPeer(send)
    this.connection = connection
    this.logFile = connection.engine.runtime.logFile
  }

  /** Answers a message; false where it is none that can be answered, or its answer cannot be sent. */
  async take(message: EncodedMessage): Promise<boolean> {
    try {
      const { connection, gone } = this
      const context = { ...connection, actor: connection.caller.actor(), gone: gone.signal }
      await this.peer.message(message, createServerPeerHandleRequestFn(handler, { context }))
      return true
    } catch (error) {
      writeLog(this.logFile, { event: 'connection', error: loggedError(error) })
      return false
    }
  }

  /** Stops what the window waits for. */
  close(): void {
    this.gone.abort()
    this.peer.close()
  }
}
