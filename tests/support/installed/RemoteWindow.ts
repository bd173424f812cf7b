import { setTimeout as pause } from 'node:timers/promises'

/** The window of an installed app: its binary takes no debugger of Node's, so it is looked at as Chromium's tools do. */
export class RemoteWindow {
  private readonly socket: WebSocket
  private readonly waiting = new Map<number, (result: unknown) => void>()
  private calls = 0

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown }
      if (id !== undefined) this.waiting.get(id)?.(result)
    })
  }

  /** Waits for the app's page on a port of this machine, for so many ms. */
  static async at(port: number, patience = 60_000): Promise<RemoteWindow> {
    const socket = new WebSocket(await addressOf(port, Date.now() + patience))
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', reject)
    })
    return new RemoteWindow(socket)
  }

  /** Value of an expression in the page. */
  async value(expression: string): Promise<unknown> {
    const answer = await this.ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    return (answer as { result: { value?: unknown } }).result.value
  }

  /** Waits until an expression is true in the page. */
  async until(expression: string, patience = 60_000): Promise<void> {
    for (const end = Date.now() + patience; (await this.value(expression)) !== true; await pause(250))
      if (Date.now() > end) throw new Error(`not within ${String(patience)} ms: ${expression}`)
  }

  /** Waits for a piece of text. */
  readonly shows = (text: string): Promise<void> =>
    this.until(`document.body.innerText.includes(${JSON.stringify(text)})`)

  /** A picture of the page, PNG in base64. */
  async picture(): Promise<string> {
    return ((await this.ask('Page.captureScreenshot', { format: 'png' })) as { data: string }).data
  }

  close(): void {
    this.socket.close()
  }

  private ask(method: string, params: object): Promise<unknown> {
    const id = ++this.calls
    this.socket.send(JSON.stringify({ id, method, params }))
    return new Promise((resolve) => this.waiting.set(id, resolve))
  }
}

async function addressOf(port: number, end: number): Promise<string> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/json/list`).catch(() => undefined)
    const pages = (await answer?.json()) as { url: string; webSocketDebuggerUrl: string }[] | undefined
    const own = pages?.find(({ url }) => url.startsWith('app://loco/'))
    if (own) return own.webSocketDebuggerUrl
    if (Date.now() > end) throw new Error('the window did not come up')
    await pause(100)
  }
}
