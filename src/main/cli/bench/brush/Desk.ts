import { spawn } from 'node:child_process'
import type { Browser, CDPSession, Page } from 'playwright-core'
import {
  awaitFrame,
  beginMeasuring,
  figures,
  forget,
  frameShown,
  gapsOn,
  heap,
  isSaved,
  keepEditorSettings,
} from '../page/measuring.ts'

interface Figures {
  readonly paints: number[]
  readonly longTasks: number[]
  readonly saves: number[]
}

interface Stroke {
  readonly points: number
  /** Screen px. */
  readonly spacing: number
}

/** Long enough for what a frame's neighbours need to be loaded. */
const PAUSE = 2500

/** The app in a browser, with one frame open, as a very fast hand uses it. */
export class Desk {
  private readonly page: Page
  private readonly input: CDPSession
  private readonly server: Server
  /** Of all desks: one that comes later paints on the same frames, and something else. */
  private static turn = 0

  private constructor(page: Page, input: CDPSession, server: Server) {
    this.page = page
    this.input = input
    this.server = server
  }

  /** `env`: what the app finds in its environment besides. */
  static async open(browser: Browser, data: string, study: string, env: NodeJS.ProcessEnv = {}) {
    const server = await serve(study, { ...env, LOCO_DATA_HOME: data })
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'en-GB' })
    const page = await context.newPage()
    await page.addInitScript(beginMeasuring)
    const desk = new Desk(page, await page.context().newCDPSession(page), server)
    await page.goto(server.address)
    await page.locator('.tile').first().click()
    await desk.canvasReady()
    return desk
  }

  async close(): Promise<void> {
    await this.page.context().close()
    await this.server.stop()
  }

  /** Of the process that the app's engine is. */
  get pid(): number {
    return this.server.pid
  }

  /** Another page of the same browser and session, at the app's beginning. */
  async besides(): Promise<Page> {
    const page = await this.page.context().newPage()
    await page.goto(new URL('/', this.server.address).href)
    return page
  }

  /** The brush with class 1, of this diameter in frame px. */
  async takeBrush(size: number): Promise<void> {
    await this.comesBackWith({ tool: 'brush', value: 1, size })
  }

  /** Opens the page anew with these settings of the editor; it comes back to the frame that was open. */
  private async comesBackWith(settings: object): Promise<void> {
    await this.page.evaluate(keepEditorSettings, settings)
    await this.page.goto(new URL('/', this.server.address).href)
    await this.canvasReady()
  }

  forget(): Promise<void> {
    return this.page.evaluate(forget)
  }

  figures(): Promise<Figures> {
    return this.page.evaluate(figures)
  }

  async heapMb(): Promise<number> {
    return (await this.page.evaluate(heap)) / 1e6
  }

  /** Paints along a winding way, a point each millisecond, and waits until it is saved. Returns the way, screen px. */
  async stroke({ points, spacing }: Stroke): Promise<Way> {
    const box = await this.page.getByTestId('stage').boundingBox()
    if (!box) throw new Error('There is no canvas.')
    // Another class each time: a stroke that changes nothing is not saved.
    await this.page.keyboard.press(Desk.turn % 2 === 0 ? '2' : '3')
    const way = windingWay(box, points, spacing, Desk.turn++)
    const [first] = way
    if (!first) return way
    await this.send('mousePressed', first)
    const begun = performance.now()
    const sent: Promise<unknown>[] = []
    for (let at = 1; at < way.length; ) {
      const due = Math.min(way.length, 1 + Math.floor(performance.now() - begun))
      for (; at < due; at++) sent.push(this.send('mouseMoved', way[at] ?? first))
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await Promise.all(sent)
    await this.send('mouseReleased', way.at(-1) ?? first)
    await this.page.waitForFunction(isSaved)
    return way
  }

  /** Places along the last stroke's way that are not painted: seen on the mask as areas, without their outlines. */
  async gapsAlong(way: Way): Promise<number> {
    await this.comesBackWith({ mask: { shown: true, filled: true, fill: 1, line: 0 } })
    return this.page.evaluate(gapsOn, way)
  }

  /** Goes on to the next frame; resolves when that is on the screen. */
  async nextFrame(): Promise<number> {
    await this.page.evaluate(awaitFrame)
    await this.page.keyboard.press('f')
    return this.page.evaluate(frameShown)
  }

  /** Times from key or click to the frame on the screen: the next ones, made ready before, and ones far away. */
  async openFrames(): Promise<{ next: number[]; cold: number[] }> {
    const next: number[] = []
    for (let i = 0; i < 5; i++) {
      await this.page.waitForTimeout(PAUSE)
      next.push(await this.nextFrame())
    }
    const cold: number[] = []
    for (const place of [0, 11, 3, 8, 0]) {
      await this.page.waitForTimeout(PAUSE)
      await this.page.evaluate(awaitFrame)
      await this.page.locator('.filmstrip button').nth(place).click()
      cold.push(await this.page.evaluate(frameShown))
    }
    return { next, cold }
  }

  private async canvasReady(): Promise<void> {
    await this.page.locator('[data-testid="stage"][data-ready="true"]').waitFor()
    await this.page.waitForTimeout(PAUSE)
  }

  private send(type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', { x, y }: { x: number; y: number }) {
    const down = type === 'mouseReleased' ? 0 : 1
    return this.input.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: 'left',
      buttons: down,
      clickCount: type === 'mouseMoved' ? 0 : 1,
    })
  }
}

type Way = readonly { readonly x: number; readonly y: number }[]

/** Points at an even distance along a way to and fro over the middle of the stage. */
function windingWay(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  points: number,
  spacing: number,
  turn: number,
): Way {
  const [left, right] = [x + 0.2 * width, x + 0.8 * width]
  const [top, bottom] = [y + 0.2 * height, y + 0.8 * height]
  const way: { x: number; y: number }[] = []
  let direction = (turn * 2.4) % (2 * Math.PI)
  let at = { x: x + width / 2 + 60 * Math.cos(turn), y: y + height / 2 + 60 * Math.sin(turn) }
  for (let i = 0; i < points; i++) {
    way.push({ x: Math.round(at.x), y: Math.round(at.y) })
    direction += 0.01
    const to = { x: at.x + spacing * Math.cos(direction), y: at.y + spacing * Math.sin(direction) }
    if (to.x < left || to.x > right) direction = Math.PI - direction
    if (to.y < top || to.y > bottom) direction = -direction
    at = { x: at.x + spacing * Math.cos(direction), y: at.y + spacing * Math.sin(direction) }
  }
  return way
}

interface Server {
  readonly address: string
  readonly pid: number
  stop(): Promise<void>
}

/** The app as built, in a process of its own. */
function serve(study: string, env: NodeJS.ProcessEnv): Promise<Server> {
  const child = spawn(process.execPath, [process.argv[1] ?? '', 'serve', study, '--no-open', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  const exited = new Promise<void>((resolve) => child.on('close', () => resolve()))
  return new Promise((resolve, reject) => {
    child.on('close', (code) => reject(new Error(`The server ended with code ${code}.`)))
    child.stdout.on('data', (text: Buffer) => {
      const address = /ready: (\S+)/.exec(text.toString())?.[1]
      if (!address || child.pid === undefined) return
      const stop = async () => {
        child.kill('SIGTERM')
        await exited
      }
      resolve({ address, pid: child.pid, stop })
    })
  })
}
