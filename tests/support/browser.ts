import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { cacheWithoutAssist } from './cacheWithoutAssist.ts'
import { project } from './places.ts'

/** Its maker's hosts, which it looks up at every start whatever it is told. */
const MAKERS = ['google.com', '*.google.com', '*.googleapis.com', '*.gstatic.com']

/** Debian's Chromium, kept quiet. */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['LOCO_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=${MAKERS.map((name) => `MAP ${name} 127.0.0.1`).join(',')}`,
    ],
  })

const withoutAssist = () => ({ LOCO_CACHE_DIR: cacheWithoutAssist() })

/** A served app with folders of its own. */
export interface ServedApp {
  readonly address: string
  readonly data: string
  readonly pid: number
  /** Whether its process is gone. */
  readonly hasEnded: boolean
  stop(): Promise<void>
}

/**
 * `npm start -- --no-open`, as built; resolves when it is ready. Data lie in `home`, else in a folder that goes with it;
 * names without a folder of their own lie in `from`; `environment` is set beside the tests' own: without it, box assist is not set up.
 */
export const serveApp = (
  home?: string,
  port = 0,
  from?: string,
  environment: NodeJS.ProcessEnv = withoutAssist(),
): Promise<ServedApp> =>
  served(
    [join(project, 'out/main/loco.js'), 'serve', '--no-open', '--port', String(port)],
    home,
    from,
    environment,
  )

/** The served app of an installed version. */
export const serveInstalled = (folder: string, home: string): Promise<ServedApp> =>
  served([join(folder, 'resources/app/out/main/loco.js'), 'serve', '--no-open', '--port', '0'], home)

/** `npm run dev`: the same, on source that is watched. */
export const serveSource = (): Promise<ServedApp> => served([join(project, 'build/dev.mjs'), '--port', '0'])

function served(
  script: readonly string[],
  home?: string,
  from?: string,
  environment: NodeJS.ProcessEnv = withoutAssist(),
): Promise<ServedApp> {
  const data = home ?? mkdtempSync(join(tmpdir(), 'loco-e2e-'))
  const child = spawn(process.execPath, script, {
    ...(from === undefined ? {} : { cwd: from }),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment, LOCO_DATA_HOME: data },
  })
  const exited = new Promise<void>((resolve) => child.on('close', () => resolve()))
  return new Promise((resolve, reject) => {
    child.on('close', (code) => reject(new Error(`The server ended with code ${code}.`)))
    child.stdout.on('data', (text: Buffer) => {
      const found = /LoCo Studio is ready: (\S+)/.exec(text.toString())
      if (!found?.[1]) return
      const stop = async () => {
        child.kill('SIGTERM')
        await exited
        if (home === undefined) rmSync(data, { recursive: true, force: true })
      }
      resolve({
        address: found[1],
        data,
        pid: child.pid ?? 0,
        get hasEnded() {
          return child.exitCode !== null || child.signalCode !== null
        },
        stop,
      })
    })
  })
}

/** A browser with one page of the app in it. */
export interface OpenPage {
  readonly browser: Browser
  readonly page: Page
  /** Errors that no code on the page has caught. */
  readonly complaints: string[]
}

/** Opens the app in a browser, in a window of 1366×768 px where nothing else is said. */
export async function openPage(address: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const browser = await startChromium()
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(address)
  return { browser, page, complaints }
}

/** The app, served, and a window on it. */
export interface AppWindow extends OpenPage {
  readonly app: ServedApp
  close(): Promise<void>
}

/** Serves the app with its data in `home`, else in a folder of its own, and opens it in a browser. */
export async function openWindow(
  home?: string,
  options: BrowserContextOptions = {},
  environment: NodeJS.ProcessEnv = withoutAssist(),
): Promise<AppWindow> {
  const app = await serveApp(home, 0, undefined, environment)
  const opened = await openPage(app.address, options)
  return {
    app,
    ...opened,
    async close() {
      await opened.browser.close()
      await app.stop()
    },
  }
}
