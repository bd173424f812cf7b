import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import zh from '../../src/renderer/app/texts/zh.json' with { type: 'json' }
import { LONG, makeAgreementStudy } from '../support/agreementStudy.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { artefacts, hasBuild, hasChromium } from '../support/places.ts'
import { speaks } from '../support/speaks.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

const place = temporaryFolder()
const SIZES = [
  { width: 1366, height: 768 },
  { width: 2560, height: 1440 },
] as const

describe.skipIf(!hasBuild || !hasChromium)('agreement and trail', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let user: User

  beforeAll(async () => {
    await makeAgreementStudy(place.path)
    opened = await openWindow(place.path)
    page = opened.page
    user = new User(page, 'trail')
    await user.opensStudy(join(place.path, 'fresh'))
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  const goesToTab = (name: string) => page.getByRole('tab', { name, exact: true }).click()
  /** What the screen looks like at both sizes, dark and light. */
  const looks = async (what: string) => {
    for (const size of SIZES)
      for (const scheme of ['dark', 'light']) {
        await page.setViewportSize(size)
        await page.evaluate((wanted) => {
          document.documentElement.setAttribute('data-mantine-color-scheme', wanted)
        }, scheme)
        await user.photograph(`${what}-${size.width}-${scheme}`)
      }
    await page.setViewportSize(SIZES[0])
    await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'dark'))
  }

  it('says how to get there where nobody has read a frame twice', async () => {
    await page.getByRole('navigation').getByRole('button', { name: 'Review', exact: true }).click()
    await goesToTab('Agreement')
    await page.getByTestId('agreement-none').waitFor()
    await user.photograph('none')
    await user.goesToStudies()
    await user.opensStudy(join(place.path, 'study'))
    await page.getByRole('navigation').getByRole('button', { name: 'Review', exact: true }).click()
  })

  it('tells how alike two readers are, and on which frames they are not', async () => {
    await goesToTab('Agreement')
    const table = page.getByRole('table', { name: 'How alike readers are' })
    await table
      .getByText(`anna and ${LONG}`)
      .or(table.getByText(`${LONG} and anna`))
      .waitFor()
    await table.getByText('Surface Dice, 0.5 mm').waitFor()
    await page.getByText('On 1 frame neither marked a lesion.').waitFor()
    const tiles = page.locator('.disputed-tile')
    expect(await tiles.first().getAttribute('data-name')).toBe('frame-02.png')
    expect(await tiles.nth(1).getAttribute('data-name')).toBe('frame-03.png')
    await tiles.first().locator('svg path').first().waitFor()
    await looks('agreement')
    await tiles.first().scrollIntoViewIfNeeded()
    await user.photograph('disputed')
  })

  it('saves the report of the readers as a page and as a table', async () => {
    const saves = async (what: string) => {
      await page
        .getByRole('region', { name: 'Report of the readers' })
        .getByRole('button', { name: 'Save' })
        .click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: what }).click(),
      ])
      return readFileSync(await download.path(), 'utf8')
    }
    expect(await saves('As a table (CSV)')).toContain('anna,11,')
    const html = await saves('As a page (HTML)')
    expect(html).toContain('How alike they are')
    const shown = await opened.browser.newPage()
    await shown.setContent(html)
    await shown.screenshot({ path: join(artefacts, 'trail-readers-report.png'), fullPage: true })
    await shown.close()
  })

  it('is narrowed to one class, and leads to a frame', async () => {
    await page.getByRole('combobox', { name: 'Class' }).click()
    await page.getByRole('option', { name: 'malignant' }).click()
    const table = page.getByRole('table', { name: 'How alike readers are' })
    await table.locator('tr', { hasText: 'benign' }).waitFor({ state: 'detached' })
    await page.locator('.disputed-tile').first().click()
    await user.seesTheCanvas()
  })

  it('tells in sentences what was done with a frame, and what its mask was then', async () => {
    await page.getByRole('button', { name: 'Tags and note' }).click()
    await page.getByRole('button', { name: 'History of this frame' }).click()
    await page.getByText('said that frame-02.png is done').first().waitFor()
    expect(await page.locator('.trail > li').count()).toBe(5)
    await page.locator('.trail > li[data-action="stroke"] button').first().click()
    await page.getByTestId('mask-then').locator('g path').first().waitFor()
    await looks('history')
  })

  it('is filtered by person and by what was done', async () => {
    await page.locator('.trail-frame button').click()
    await page.getByText('wrote a note on frame-01.png').waitFor()
    await page.getByRole('combobox', { name: 'Person' }).fill('anna')
    await page.getByRole('option', { name: 'anna', exact: true }).click()
    await page.getByText('wrote a note on frame-01.png').waitFor({ state: 'detached' })
    await page.getByRole('combobox', { name: 'What was done' }).click()
    await page.getByRole('option', { name: 'Calibration' }).click()
    await page.getByText('said what a pixel of frame-00.png measures: 0.1 mm').waitFor()
    expect(await page.locator('.trail > li').count()).toBe(1)
  })

  it('is taken out as a file that the trail tells of', async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByLabel('Signed (JSON)').check()
    const file = page.getByLabel('File', { exact: true })
    await file.fill(join(place.path, 'taken-out'))
    await looks('export')
    await page
      .getByRole('region', { name: 'Take the trail out' })
      .getByRole('button', { name: 'Export' })
      .click()
    await page.getByText('1 row exported.').waitFor()
    const { rows } = JSON.parse(readFileSync(join(place.path, 'taken-out.json'), 'utf8')) as {
      rows: unknown[]
    }
    expect(rows).toHaveLength(1)
    await goesToTab('Work')
    await goesToTab('Trail')
    await page.getByText('exported 1 row of the trail as JSON').waitFor()
    await looks('trail')
  })

  it('is told in Chinese as well', async () => {
    await speaks(page, 'zh')
    await page.getByText('将 1 行审计记录导出为 JSON').waitFor()
    await user.photograph('trail-chinese')
    await goesToTab(zh.review.tabs.agreement)
    await page.getByText(zh.agreement.overTime).waitFor()
    await page.locator('.disputed-tile svg path').first().waitFor()
    await user.photograph('agreement-chinese')
    expect(opened.complaints).toEqual([])
  })
})
