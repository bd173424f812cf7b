import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import de from '../../src/renderer/app/texts/de.json' with { type: 'json' }
import { type AppWindow, openWindow } from '../support/browser.ts'
import { makeEditorStudy } from '../support/editorStudy.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

const place = temporaryFolder()
const { library, annotate, review, train, models, study } = de.app

describe.skipIf(!hasBuild || !hasChromium)('on a German machine', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let user: User

  beforeAll(async () => {
    await makeEditorStudy(place.path, place.path)
    opened = await openWindow(place.path, { locale: 'de-DE', viewport: { width: 1366, height: 768 } })
    page = opened.page
    user = new User(page, 'german')
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  it('the window begins in German, and opens a study in it', async () => {
    const open = page.getByRole('button', { name: new RegExp(`^${de.start.open} `) })
    await open.waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await user.photograph('start')
    await open.click()
    const path = page.getByLabel(de.start.path)
    await path.fill(join(place.path, 'nowhere'))
    await path.press('Enter')
    await page.getByText(`nowhere kann nicht gelesen werden; prüfen Sie, ob es ihn gibt`).waitFor()
    await path.fill(join(place.path, 'study'))
    await path.press('Enter')
    await page.getByRole('button', { name: de.start.choose }).click()
    await page.getByRole('navigation').waitFor()
  })

  it.each([library, annotate, review, train, models, study])('%s cuts no button short', async (screen) => {
    await page.getByRole('navigation').getByRole('button', { name: screen, exact: true }).click()
    await page.waitForTimeout(800)
    await user.photograph(screen)
    const cut = await page
      .locator('button, button span, [role=tab], [role=tab] span, .mantine-Badge-label, label, th')
      .evaluateAll((all) =>
        all.filter((e) => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent),
      )
    expect(cut).toEqual([])
    expect(opened.complaints).toEqual([])
  })
})
