import {
  onMessagePortClose,
  onMessagePortMessage,
  postMessagePortMessage,
  type SupportedMessagePort,
} from '@orpc/client/message-port'
import type { EncodedMessage } from '@orpc/standard-server-peer'
import type { Connection } from './answering/Connection.ts'
import { Peer } from './Peer.ts'

/** Serves the contract on a message port until the other side closes it. */
export function servePort(connection: Connection, port: SupportedMessagePort): void {
  const peer = new Peer(connection, (message) => postMessagePortMessage(port, message))
  onMessagePortMessage(port, (message: EncodedMessage) => void peer.take(message))
  onMessagePortClose(port, () => peer.close())
}
