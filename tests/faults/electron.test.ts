import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../src/main/server/page.ts'
import { startElectron } from '../support/electronApp.ts'
import { hasBuild, hasElectron, project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { tallyOf } from '../support/tally.ts'

/**
 * Electron's own list of what a secure application does, point by point. Two of its twenty belong to packaging: fuses, and
 * shipping a current Electron.
 */
describe.skipIf(!hasBuild || !hasElectron)('the desktop app', { timeout: 120_000 }, () => {
  const place = temporaryFolder()
  let app: ElectronApplication
  let page: Page
  let printed = ''

  beforeAll(async () => {
    app = await startElectron(place.path)
    app.process().stderr?.on('data', (text: Buffer) => (printed += text.toString()))
    page = await app.firstWindow()
    await page.getByText('Demo study').first().waitFor()
  })
  afterAll(async () => {
    await app.close()
    place.remove()
  })

  const tried = (fault = 'points of the list for desktop apps') => {
    tallyOf(fault).tried++
  }
  const isRefused = (what: string) => expect.poll(() => printed).toContain(`Refused ${what}`)

  it('loads its own files alone, over its own scheme (1, 18)', async () => {
    tried()
    expect(page.url()).toBe('app://loco/index.html')
    const loaded = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement & { src?: string; href?: string }>('[src], [href]')].map(
        ({ src, href }) => String(src ?? href),
      ),
    )
    expect(loaded.length).toBeGreaterThan(0)
    for (const name of loaded) expect(name).toMatch(/^(app:\/\/loco\/|blob:app:\/\/loco\/|data:)/)
    const ways = [
      'file:///etc/passwd',
      'app://loco/../../package.json',
      'app://loco/%2e%2e/%2e%2e/package.json',
    ]
    const others = ['app://other/index.html', 'app://loco/%00', 'app://loco/%zz', 'app://loco//etc/passwd']
    for (const way of [...ways, ...others]) {
      const isRead = await page.evaluate(
        (url) =>
          fetch(url).then(
            (r) => r.ok,
            () => false,
          ),
        way,
      )
      expect(isRead, way).toBe(false)
    }
    expect(page.url()).toBe('app://loco/index.html')
  })

  it('has isolation, sandbox and web security on, and nothing loosened (2, 3, 4, 6, 8, 9, 10, 11)', async () => {
    tried()
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0] ?? {}
      return (
        webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences()
    })
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    })
    for (const loosened of ['enableBlinkFeatures', 'nodeIntegrationInWorker', 'allowFileAccessFromFileURLs'])
      expect(preferences[loosened] || null, loosened).toBeNull()
  })

  it('shows its page nothing of Node or Electron (2, 20)', async () => {
    tried()
    const seen = await page.evaluate(() => {
      const names = [
        'require',
        'process',
        'module',
        'global',
        'Buffer',
        'electron',
        'ipcRenderer',
        'RTCPeerConnection',
      ]
      return names.filter((name) => name in window)
    })
    expect(seen).toEqual([])
  })

  it('has a strict policy, which is obeyed (7)', async () => {
    tried()
    const header = await page.evaluate(() =>
      fetch('app://loco/index.html').then((r) => r.headers.get('content-security-policy')),
    )
    expect(header).toBe(contentSecurityPolicy)
    expect(header).toContain("default-src 'none'")
    expect(/script-src ([^;]*)/.exec(header ?? '')?.[1]).toBe("'self'")
    const ran = await page.evaluate(() => {
      document.body.append(
        Object.assign(document.createElement('script'), { textContent: 'window.ran = "inline"' }),
      )
      return (window as unknown as { ran?: string }).ran ?? null
    })
    expect(ran).toBeNull()
  })

  it('grants no permission (5)', async () => {
    tried()
    const asked = await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        () => 'denied',
      ),
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('denied'),
        ),
      ),
    }))
    expect(asked).toEqual({ notifications: 'denied', camera: 'denied', place: 'denied' })
    await isRefused('the permission')
  })

  it('goes nowhere, opens no window, and embeds no page (11, 12, 13, 14)', async () => {
    tried()
    expect(await page.evaluate(() => window.open('http://127.0.0.1:9/') === null)).toBe(true)
    await isRefused('a window of http://127.0.0.1:9/')
    for (const way of ['http://127.0.0.1:9/', 'file:///etc/passwd', 'app://other/', 'data:text/html,x']) {
      await page.evaluate((url) => window.location.assign(url), way).catch(() => {})
      await page.waitForTimeout(200)
      expect(page.url(), way).toBe('app://loco/index.html')
    }
    await isRefused('to go to http://127.0.0.1:9/')
    const embedded = await page.evaluate(() => {
      const view = Object.assign(document.createElement('webview'), { src: 'app://loco/index.html' })
      document.body.append(view)
      return 'getWebContentsId' in view
    })
    expect(embedded).toBe(false)
    expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1)
    expect(await page.evaluate(() => document.body.innerText)).toContain('LoCo Studio')
  })

  it('hands the engine to its own page alone (17)', async () => {
    tried()
    const handed = page.evaluate(async () => {
      let ports = 0
      window.addEventListener('message', (event) => {
        ports += event.ports.length
      })
      for (const word of [{ asked: 'connect-engine' }, ['connect-engine'], null, 'connect', 'engine-port'])
        window.postMessage(word, '*')
      await new Promise((resolve) => setTimeout(resolve, 600))
      return ports
    })
    const channels = await app.evaluate(({ BrowserWindow, ipcMain }) => {
      const sender = BrowserWindow.getAllWindows()[0]?.webContents
      const frame = { url: 'app://loco/index.html' }
      for (const senderFrame of [frame, { url: 'http://evil.example/' }, null, undefined])
        ipcMain.emit('connect-engine', { sender, senderFrame })
      return ipcMain.eventNames().filter((name) => name !== 'error')
    })
    expect(channels).toEqual(['connect-engine'])
    expect(await handed).toBe(0)
  })

  it('calls nothing that opens what it is given outside, and loads nothing remote (1, 15)', () => {
    tried()
    const sources = ['src/main', 'src/preload'].flatMap((folder) =>
      readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(join(project, folder, name), 'utf8')),
    )
    // What is printed comes as the page itself; a server is opened by one file alone, whose session reaches no other.
    const opening = /openExternal|openPath|loadURL\((?!`(\$\{ORIGIN\}|data:))/
    const [server, ...others] = sources.toSorted((a, b) => Number(opening.test(b)) - Number(opening.test(a)))
    for (const source of others) expect(source).not.toMatch(opening)
    expect(server).toMatch(/loadURL\(`\$\{place\.origin\}\/`\)/)
    expect(server?.match(/openExternal|openPath|loadURL\(/g)).toHaveLength(1)
  })
})
