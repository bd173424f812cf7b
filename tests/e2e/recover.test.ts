import { copyFileSync, readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { artefacts, hasBuild, hasChromium } from '../support/places.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const place = temporaryFolder()
const folder = join(place.path, 'study')

describe.skipIf(!hasBuild || !hasChromium)('a study that does not open', { timeout: 120_000 }, () => {
  let opened: AppWindow

  beforeAll(async () => {
    const engine = testEngine(place.path)
    await studyOfFrames(engine, place.path, { count: 6 })
    await engine.close()
    const catalogue = join(folder, 'catalogue.sqlite')
    copyFileSync(catalogue, join(folder, 'catalogue-before-70.sqlite'))
    truncateSync(catalogue)
    opened = await openWindow(join(place.path, 'home'))
  })
  afterAll(async () => {
    expect(opened.complaints).toEqual([])
    await opened.close()
    place.remove()
  })

  it('is offered with its copy, by its name and date, and opens with it', async () => {
    const { page } = opened
    await page.getByRole('button', { name: /Open a study/ }).click()
    await page.getByLabel('Folder path').fill(folder)
    await page.getByLabel('Folder path').press('Enter')
    await page.getByRole('button', { name: 'Choose this folder' }).and(page.locator(':enabled')).click()
    const dialog = page.getByRole('dialog', { name: 'This study does not open' })
    await dialog.getByText(/catalogue is empty/).waitFor()
    await dialog.getByText('catalogue-before-70.sqlite · 6 frames').waitFor()
    for (const scheme of ['dark', 'light']) {
      await page.evaluate(
        (s) => document.documentElement.setAttribute('data-mantine-color-scheme', s),
        scheme,
      )
      await page.waitForTimeout(400)
      await page.screenshot({ path: join(artefacts, `recover-${scheme}.png`) })
    }
    await dialog.getByRole('button', { name: 'Open catalogue-before-70.sqlite' }).click()
    await page.getByRole('navigation').waitFor()
    expect(await dialog.count()).toBe(0)
    expect(readdirSync(folder).filter((name) => name.startsWith('damaged-'))).toHaveLength(1)
  })
})
