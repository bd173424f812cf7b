import { request } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedApp, serveApp, startChromium } from '../support/browser.ts'
import { hasBuild, hasChromium, hasTensorFlow } from '../support/places.ts'
import { goThroughTheLoop, User } from '../support/userLoop.ts'

/** Sends a bare request; resolves with the status. */
function statusOf(address: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { hostname, port, pathname, search } = new URL(address)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: pathname + search, method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response.statusCode ?? 0)
    })
    sent.end()
  })
}

describe.skipIf(!hasBuild || !hasChromium)('in a browser', () => {
  let app: ServedApp
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    app = await serveApp()
    browser = await startChromium()
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  it('lets nobody in but the holder of the token, and no other site', async () => {
    const root = new URL('/', app.address)
    const own = root.host
    expect(await statusOf(root.href, { Host: own })).toBe(401)
    expect(await statusOf(`${root.href}?token=guessed`, { Host: own })).toBe(401)
    expect(await statusOf(root.href, { Host: 'evil.example' })).toBe(403)
    expect(await statusOf(root.href, { Host: own, Origin: 'http://evil.example' })).toBe(403)
    expect(await statusOf(root.href, { Host: own, 'Sec-Fetch-Site': 'cross-site' })).toBe(403)
    expect(await statusOf(root.href, { Host: own, Origin: `http://${own}` }, 'POST')).toBe(405)
    const upgrade = {
      Host: own,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    }
    expect(await statusOf(`${root.href}rpc`, { ...upgrade, Origin: `http://${own}` })).toBe(403)
    expect(await statusOf(`${root.href}rpc`, { ...upgrade, Origin: 'http://evil.example' })).toBe(403)
  })

  it.skipIf(!hasTensorFlow)(
    'goes through the whole loop: paint, reload, train, overlay, accept, correct',
    { timeout: 600_000 },
    async () => {
      await page.goto(app.address)
      await goThroughTheLoop(new User(page, 'chromium'), async () => {
        await page.reload()
        await page.locator('[data-testid="stage"][data-ready="true"]').waitFor()
      })
      expect(complaints).toEqual([])
    },
  )

  it.skipIf(!hasTensorFlow)('pauses a round and goes on with it', { timeout: 600_000 }, async () => {
    await new User(page, 'chromium-pause').pausesARound(12)
    expect(complaints).toEqual([])
  })

  it('uses the token up', async () => {
    expect(await statusOf(app.address, { Host: new URL(app.address).host })).toBe(401)
  })

  it.each([
    ['light', 1366, 768],
    ['dark', 2560, 1440],
  ] as const)('fits every screen: %s at %i×%i', async (scheme, width, height) => {
    await page.setViewportSize({ width, height })
    await page.evaluate((s) => localStorage.setItem('mantine-color-scheme-value', s), scheme)
    await page.reload()
    const user = new User(page, `${scheme}-${width}`)
    for (const screen of ['Library', 'Annotate', 'Train', 'Models', 'Study'] as const) {
      await user.goesTo(screen)
      if (screen === 'Annotate') await user.seesTheCanvas()
      await page.waitForTimeout(700)
      await user.photograph(screen.toLowerCase())
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    }
  })
})
