import type { Page, WebSocket } from 'playwright-core'

/** What a window asks of the engine: each call's name, in order. Asking is under way from the page's next load on. */
export class Trips {
  private calls: string[] = []

  constructor(page: Page) {
    page.on('websocket', (socket: WebSocket) =>
      socket.on('framesent', ({ payload }) => {
        const call = /"u":"[^"]*?\/([a-zA-Z]+)\/([a-zA-Z]+)"/.exec(String(payload))
        if (call) this.calls.push(`${call[1]}.${call[2]}`)
      }),
    )
  }

  /** The calls since the last time that this was asked, when none has come for a while. */
  async settled(quiet = 900): Promise<string[]> {
    for (let before = -1; before !== this.calls.length; ) {
      before = this.calls.length
      await new Promise((resolve) => setTimeout(resolve, quiet))
    }
    const { calls } = this
    this.calls = []
    return calls
  }
}
