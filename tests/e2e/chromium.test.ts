import { request } from 'node:http'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow } from '../support/browser.ts'
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
  let opened: AppWindow
  let page: Page

  beforeAll(async () => {
    opened = await openWindow()
    page = opened.page
    page.on('console', (message) => message.type() === 'error' && opened.complaints.push(message.text()))
  })
  afterAll(async () => {
    await opened.close()
  })

  it('lets nobody in but the holder of the token, and no other site', async () => {
    const root = new URL('/', opened.app.address)
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
    'goes through the whole loop: paint, reload, train, pause, resume, overlay, accept, correct',
    { timeout: 600_000 },
    async () => {
      const user = new User(page, 'chromium')
      const reload = async () => {
        await page.reload()
        await user.seesTheCanvas()
      }
      await goThroughTheLoop(
        user,
        () => user.opensTheDemo(),
        reload,
        () => user.pausesTheRound(),
      )
      expect(opened.complaints).toEqual([])
    },
  )

  it('uses the token up', async () => {
    const { address } = opened.app
    expect(await statusOf(address, { Host: new URL(address).host })).toBe(401)
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
