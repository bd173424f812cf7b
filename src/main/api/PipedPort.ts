/** A window's message on a pipe that all windows share; `null` closes the window's port. */
export interface PipedMessage {
  readonly window: number
  readonly data: unknown
}

type Listener = (event: { data: unknown }) => void

/** One window's end of a shared pipe, in the shape of a message port. */
export class PipedPort {
  private readonly listeners = { message: new Set<Listener>(), close: new Set<Listener>() }
  private readonly window: number
  private readonly send: (message: PipedMessage) => void

  constructor(window: number, send: (message: PipedMessage) => void) {
    this.window = window
    this.send = send
  }

  postMessage(data: unknown): void {
    this.send({ window: this.window, data })
  }

  addEventListener(type: 'message' | 'close', listener: Listener): void {
    this.listeners[type].add(listener)
  }

  receive(data: unknown): void {
    const type = data === null ? 'close' : 'message'
    for (const listener of this.listeners[type]) listener({ data })
  }
}
