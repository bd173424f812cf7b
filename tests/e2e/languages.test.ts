import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import de from '../../src/renderer/app/texts/de.json' with { type: 'json' }
import fr from '../../src/renderer/app/texts/fr.json' with { type: 'json' }
import { type AppWindow, openWindow } from '../support/browser.ts'
import { makeEditorStudy } from '../support/editorStudy.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

/** Languages whose words are longer than ours, and what each says of a folder that is not there. */
const long = [
  { machine: 'German', locale: 'de-DE', words: de, notThere: /nowhere kann nicht gelesen werden/ },
  { machine: 'French', locale: 'fr-FR', words: fr, notThere: /nowhere ne peut pas être lu/ },
]

const runs = hasBuild && hasChromium
describe.skipIf(!runs).each(long)('on a $machine machine', { timeout: 120_000 }, (one) => {
  const { locale, words, notThere } = one
  const { library, annotate, review, train, models, study } = words.app
  const place = temporaryFolder()
  let opened: AppWindow
  let page: Page
  let user: User

  beforeAll(async () => {
    await makeEditorStudy(place.path, place.path)
    opened = await openWindow(place.path, { locale, viewport: { width: 1366, height: 768 } })
    page = opened.page
    user = new User(page, one.machine.toLowerCase())
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  it('the window begins in its language, and opens a study in it', async () => {
    const open = page.getByRole('button', { name: new RegExp(`^${words.start.open} `) })
    await open.waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2))
    await user.photograph('start')
    await open.click()
    const path = page.getByLabel(words.start.path)
    await path.fill(join(place.path, 'nowhere'))
    await path.press('Enter')
    await page.getByText(notThere).waitFor()
    await path.fill(join(place.path, 'study'))
    await path.press('Enter')
    await page.getByRole('button', { name: words.start.choose }).click()
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
