import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenPage, openPage, type ServedApp, serveSource } from '../support/browser.ts'
import { hasChromium } from '../support/places.ts'

describe.skipIf(!hasChromium)('the app on watched source', () => {
  let app: ServedApp
  let opened: OpenPage
  beforeAll(async () => {
    app = await serveSource()
    opened = await openPage(app.address)
  })
  afterAll(async () => {
    await opened.browser.close()
    await app.stop()
  })

  it('shows a page of the source, which talks to an engine', async () => {
    const { page, complaints } = opened
    await page.getByRole('heading', { name: 'LoCo Studio' }).waitFor()
    // Nothing is shown of the start screen before an engine has answered.
    await page.getByText('Demo study').first().waitFor()
    expect(await page.locator('script[src="/@vite/client"]').count()).toBe(1)
    expect(complaints).toEqual([])
  })
})
