import type { SupportedMessagePort } from '@orpc/client/message-port'
import { RPCHandler } from '@orpc/server/message-port'
import type { Connection } from './answering/Connection.ts'
import { router } from './router.ts'

/** Serves the contract on a message port until the other side closes it. */
export function servePort(connection: Connection, port: SupportedMessagePort): void {
  new RPCHandler(router).upgrade(port, { context: connection })
}
