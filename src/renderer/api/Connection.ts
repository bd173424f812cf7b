import { type ClientLink, createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { protocolsWith } from '../../shared/contract/windowKey.ts'
import { type Client, failureFrom } from './client.ts'
import { EngineGone } from './EngineGone.ts'
import { isNotSignedIn } from './isNotSignedIn.ts'
import { isOnServer } from './isOnServer.ts'
import { forgetToken, keptToken } from './sessionToken.ts'
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
  /** A link over which the session is being resumed. */
  private beginning: Link | undefined
  /** Set while calls fail because nobody is signed in: what follows something waits for it. */
  private welcomed: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined
  private readonly refusals = new Set<() => void>()

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

  /** Resolves at once, or when somebody is signed in again. */
  async whenWelcome(): Promise<void> {
    await this.welcomed?.promise
  }

  /** Somebody is signed in, or need not be. */
  welcome(): void {
    this.welcomed?.resolve()
    this.welcomed = undefined
  }

  /** Hears when something fails because nobody is signed in any more, or the session is locked. */
  onRefusal(listener: () => void): () => void {
    this.refusals.add(listener)
    return () => this.refusals.delete(listener)
  }

  /** Takes note of what failed over the connection. */
  noteFailure(error: unknown): void {
    if (!isNotSignedIn(error) || this.welcomed) return
    let resolve = () => {}
    const promise = new Promise<void>((done) => {
      resolve = done
    })
    this.welcomed = { promise, resolve }
    for (const listener of this.refusals) listener()
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
        .then(resolve, (error: unknown) => {
          this.noteFailure(error)
          reject(error)
        })
        .finally(() => this.underWay.delete(fail))
    })
  }

  /** Goes on with the tab's session before anything else is asked over the link. */
  private async begin(link: Link, port?: MessagePort): Promise<void> {
    this.beginning = link
    const token = keptToken()
    if (token !== null)
      await link.call(['people', 'resume'], { token }, { context: {} }).catch((error: unknown) => {
        // The engine's sessions are gone with it, and with the study.
        if (isNotSignedIn(error) || failureFrom(error).code === 'NO_STUDY_OPEN') forgetToken()
      })
    if (this.beginning === link) this.use(link, port)
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
    this.beginning = undefined
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
    socket.addEventListener('open', () => void this.begin(new SocketLink({ websocket: socket })))
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
      void this.begin(new PortLink({ port }), port)
    })
    window.postMessage('connect-engine', window.location.origin)
  }
}
