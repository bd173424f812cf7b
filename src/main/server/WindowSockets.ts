import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { WINDOW_PROTOCOL } from '../../shared/contract/windowKey.ts'
import type { Connection } from '../api/answering/Connection.ts'
import { Peer } from '../api/Peer.ts'
import { loggedError, writeLog } from '../files/writeLog.ts'

/** No message of the app comes near this; a larger one is cut off. */
const LARGEST_MESSAGE = 64e6
/** A window that leaves so much unread is taken for gone, bytes. */
const MOST_UNREAD = 256e6
/** How often a window has to say that it is there, ms: a cable that is cut says nothing. */
const BEAT = 30_000
/** Of a WebSocket that is closed: what came was not in the form that was agreed on. */
const UNREADABLE = 1007

/** The windows' WebSockets. Whatever comes over one of them ends that one at most. */
export class WindowSockets {
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    // Never the key, which stands beside it.
    handleProtocols: () => WINDOW_PROTOCOL,
  })
  private readonly heard = new WeakSet<WebSocket>()
  private readonly beat = setInterval(() => this.dropTheGone(), BEAT).unref()

  /** Lets a window in that has asked for a WebSocket. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer, connection: Connection): void {
    this.server.handleUpgrade(request, socket, head, (window) => this.serve(window, connection))
  }

  close(): void {
    clearInterval(this.beat)
    for (const window of this.server.clients) window.terminate()
  }

  private serve(window: WebSocket, connection: Connection): void {
    const { logFile } = connection.engine.runtime
    const peer = new Peer(connection, (message) => {
      if (window.bufferedAmount > MOST_UNREAD) window.terminate()
      else window.send(message)
    })
    // Without a listener a frame that is none would end the process. The library closes the socket by itself.
    window.on('error', (error) => writeLog(logFile, { event: 'connection', error: loggedError(error) }))
    window.on('message', async (data: Buffer, isBinary) => {
      const isAnswered = await peer.take(isBinary ? data : data.toString())
      if (!isAnswered) window.close(UNREADABLE)
    })
    window.on('pong', () => this.heard.add(window))
    window.on('close', () => peer.close())
    this.heard.add(window)
  }

  private dropTheGone(): void {
    for (const window of this.server.clients) {
      if (!this.heard.delete(window)) window.terminate()
      else window.ping()
    }
  }
}
