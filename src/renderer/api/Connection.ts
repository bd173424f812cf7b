import { type ClientLink, createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { protocolsWith } from '../../shared/contract/windowKey.ts'
import type { Client } from './client.ts'
import { EngineGone } from './EngineGone.ts'
import { isOnServer } from './isOnServer.ts'
import { windowKey } from './windowKey.ts'

/** Between two tries to reach an engine that is gone, ms. */
const TRY_EVERY = 1000

type Context = Record<never, never>
type Link = ClientLink<Context>

/**
 * The way to the engine: a message port in the desktop app, a WebSocket in a browser. When it breaks, calls under way
 * fail with EngineGone, and it is tried again until it stands; the client stays the same all along.
 */
export class Connection {
  readonly client: Client
  private link: Link | undefined
  /** What the link goes over in the desktop app. */
  private port: MessagePort | undefined
  /** What fails the calls under way. */
  private readonly underWay = new Set<() => void>()
  private wasHere = false
  private readonly waiting = new Set<() => void>()
  private readonly listeners = new Set<(here: boolean) => void>()

  constructor() {
    const link: Link = { call: (path, input, options) => this.call(path, input, options) }
    this.client = createORPCClient(link)
    if (window.location.protocol === 'app:') this.awaitPorts()
    else this.openSocket()
  }

  get isHere(): boolean {
    return this.link !== undefined
  }

  /** Resolves at once, or when the engine is back. */
  whenHere(): Promise<void> {
    return this.link ? Promise.resolve() : new Promise((resolve) => this.waiting.add(resolve))
  }

  onChange(listener: (here: boolean) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private async call(...[path, input, options]: Parameters<Link['call']>): Promise<unknown> {
    // Before the first connection one waits; afterwards a broken one is told at once.
    if (!this.link && !this.wasHere) await this.whenHere()
    if (!this.link) throw new EngineGone()
    const { link } = this
    // Not a race against one long-lived promise: that would keep every answer until the connection breaks.
    return new Promise((resolve, reject) => {
      const fail = () => reject(new EngineGone())
      this.underWay.add(fail)
      link
        .call(path, input, options)
        .then(resolve, reject)
        .finally(() => this.underWay.delete(fail))
    })
  }

  private use(link: Link, port?: MessagePort): void {
    this.link = link
    this.port = port
    this.wasHere = true
    for (const resolve of this.waiting) resolve()
    this.waiting.clear()
    for (const listener of this.listeners) listener(true)
  }

  private lose(): void {
    if (!this.link) return
    this.link = undefined
    // Not every Chromium says so of a port whose other end has died: streams over it would be waited for without end.
    this.port?.dispatchEvent(new Event('close'))
    this.port?.close()
    for (const fail of this.underWay) fail()
    this.underWay.clear()
    for (const listener of this.listeners) listener(false)
  }

  private openSocket(): void {
    const scheme = isOnServer() ? 'wss' : 'ws'
    const socket = new WebSocket(`${scheme}://${window.location.host}/rpc`, protocolsWith(windowKey()))
    socket.addEventListener('open', () => this.use(new SocketLink({ websocket: socket })))
    socket.addEventListener('close', () => {
      this.lose()
      setTimeout(() => this.openSocket(), TRY_EVERY)
    })
  }

  /** The shell hands a port over when asked, and another whenever the engine was started again. */
  private awaitPorts(): void {
    window.addEventListener('message', (event) => {
      if (event.source !== window) return
      if (event.data === 'engine-gone') return this.lose()
      const [port] = event.ports
      if (event.data !== 'engine-port' || !port) return
      this.lose()
      port.start()
      this.use(new PortLink({ port }), port)
    })
    window.postMessage('connect-engine', window.location.origin)
  }
}
