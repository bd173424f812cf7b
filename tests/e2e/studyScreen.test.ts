import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ExportService } from '../../src/main/engine/export/ExportService.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { callIn } from '../support/me.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

const place = temporaryFolder()
const FOLDER = 'Müller_Hans_1955'
const at = (...names: string[]) => join(place.path, ...names)

describe.skipIf(!hasBuild || !hasChromium)('the study screen', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let user: User
  let complaints: string[]

  beforeAll(async () => {
    const engine = testEngine(place.path)
    await writePairs(at('data'), 12, 120)
    const study = await engine.createStudy(at(FOLDER), ['normal', 'benign', 'malignant'])
    const groupBy = { kind: 'regex', pattern: /^frame-(\d\d)/u } as const
    await ImportService.importPaths(
      callIn(study),
      [at('data/images')],
      { layout: 'folder', groupBy },
      () => {},
    )
    await engine.close()
    opened = await openWindow(at('home'))
    page = opened.page
    complaints = opened.complaints
    user = new User(page, 'study')
    await user.opensStudy(at(FOLDER))
    await user.goesTo('Study')
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  it('takes another name, further classes and other names for those there are', async () => {
    await page.getByRole('button', { name: 'Change the name' }).click()
    await page.getByLabel('Name of the study').fill('Vocal folds 2026')
    await user.presses('Enter')
    await page.getByRole('heading', { name: 'Vocal folds 2026' }).waitFor()
    const classes = page.getByRole('region', { name: 'Classes' })
    await classes.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Name of class 1').fill('polyp')
    await classes.getByRole('button', { name: 'Add a class' }).click()
    expect(await classes.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await page.getByLabel('Name of class 3').fill('papilloma')
    await page.getByLabel('Colour of papilloma').fill('#8fd3e8')
    await user.presses('Tab')
    await user.photograph('classes')
    await classes.getByRole('button', { name: 'Save' }).click()
    await classes.getByText('papilloma', { exact: true }).first().waitFor()
    await user.goesTo('Annotate')
    await user.seesTheCanvas()
    await page.getByRole('radio', { name: 'papilloma' }).click()
    await user.paints()
    await expect.poll(() => page.getByRole('radio', { name: 'polyp' }).count()).toBe(1)
    await user.photograph('painted')
    // What is painted with it keeps it.
    await user.goesTo('Study')
    await classes.getByRole('button', { name: 'Edit' }).click()
    await classes.getByRole('button', { name: 'Remove the last class' }).click()
    await classes.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/papilloma is painted on a frame/).waitFor()
    await classes.getByRole('button', { name: 'Cancel' }).click()
    expect(complaints).toEqual([])
  })

  it('gives frames back in the format that was chosen among those there are', async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const format = page.getByRole('combobox', { name: 'Format' })
    await format.click()
    await expect.poll(() => page.getByRole('option').count()).toBe(ExportService.formats.length)
    await page.getByRole('option', { name: 'COCO' }).click()
    await page.getByLabel('Into the new folder').fill(at('given'))
    await page.getByRole('radio', { name: 'All', exact: true }).click()
    await page.getByRole('button', { name: 'Export', exact: true }).last().click()
    await page.getByTestId('export-report').waitFor()
    expect(readdirSync(at('given'))).toContain('annotations.json')
    await page.getByRole('button', { name: 'Close' }).click()
    expect(complaints).toEqual([])
  })

  it('shows the split, moves patients, and warns where nothing judges', async () => {
    const card = page.getByRole('region', { name: 'Who models learn from, and who judges them' })
    await card.getByRole('button', { name: 'Adjust' }).click()
    const rows = card.locator('tbody tr')
    await rows.nth(11).waitFor()
    await user.photograph('split')
    for (const row of await rows.all())
      if (await row.getByRole('radio', { name: 'Validation' }).isChecked())
        await row.getByText('Training', { exact: true }).click()
    await card.getByText(/nothing could tell whether a model is good/).waitFor()
    await card.locator('[data-side="validation"]').getByText('0 patients').waitFor()
    await user.photograph('nothing-judges')
    await rows.first().getByText('Validation', { exact: true }).click()
    await card.locator('[data-side="validation"]').getByText('1 patient', { exact: true }).waitFor()
    await card.getByText(/nothing could tell/).waitFor({ state: 'hidden' })
    await card.getByLabel('Find a patient').fill('11')
    await expect.poll(() => rows.count()).toBe(1)
    expect(complaints).toEqual([])
  })

  it.each([
    ['dark', 1024, 768],
    ['light', 1366, 768],
    ['dark', 2560, 1440],
  ] as const)('fits %s at %i×%i', async (scheme, width, height) => {
    await page.setViewportSize({ width, height })
    await page.evaluate((s) => localStorage.setItem('mantine-color-scheme-value', s), scheme)
    await page.reload()
    const classes = page.getByRole('region', { name: 'Classes' })
    await classes.getByRole('button', { name: 'Edit' }).click()
    await page.getByRole('button', { name: 'Adjust' }).click()
    await page.locator('tbody tr').first().waitFor()
    const overflow = await page.evaluate(() => {
      const screen = document.querySelector('.page')
      if (!screen) throw new Error('There is no screen.')
      return screen.scrollWidth - screen.clientWidth
    })
    expect(overflow).toBe(0)
    await page.getByText('Who models learn from, and who judges them').scrollIntoViewIfNeeded()
    await user.photograph(`${scheme}-${width}-top`)
    await classes.scrollIntoViewIfNeeded()
    await user.photograph(`${scheme}-${width}-bottom`)
  })

  it('stands among studies opened before without a word of its folder, and leaves when it is gone', async () => {
    await user.goesToStudies()
    const list = page.locator('.opened-before')
    await list.getByText('Vocal folds 2026').waitFor()
    await user.photograph('opened-before')
    expect(await page.locator('.start').innerHTML()).not.toContain('Müller')
    renameSync(at(FOLDER), at('moved'))
    await page.reload()
    await user.goesToStudies()
    await list.getByText(/Not there any more/).waitFor()
    await user.photograph('gone')
    expect(await list.getByRole('button', { name: /^Vocal folds/ }).isDisabled()).toBe(true)
    await list.getByRole('button', { name: 'Take Vocal folds 2026 off the list' }).click()
    await list.waitFor({ state: 'hidden' })
    expect(complaints).toEqual([])
  })
})
