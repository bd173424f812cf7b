import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fr from '../../src/renderer/app/texts/fr.json' with { type: 'json' }
import { type AppWindow, openWindow } from '../support/browser.ts'
import { makeEditorStudy } from '../support/editorStudy.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

const place = temporaryFolder()
const { library, annotate, review, train, models, study } = fr.app

describe.skipIf(!hasBuild || !hasChromium)('on a French machine', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let user: User

  beforeAll(async () => {
    await makeEditorStudy(place.path, place.path)
    opened = await openWindow(place.path, { locale: 'fr-FR', viewport: { width: 1366, height: 768 } })
    page = opened.page
    user = new User(page, 'french')
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  it('the window begins in French, and opens a study in it', async () => {
    const open = page.getByRole('button', { name: new RegExp(`^${fr.start.open} `) })
    await open.waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('fr')
    await user.photograph('start')
    await open.click()
    const path = page.getByLabel(fr.start.path)
    await path.fill(join(place.path, 'nowhere'))
    await path.press('Enter')
    await page.getByText(/nowhere ne peut pas être lu/).waitFor()
    await path.fill(join(place.path, 'study'))
    await path.press('Enter')
    await page.getByRole('button', { name: fr.start.choose }).click()
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
