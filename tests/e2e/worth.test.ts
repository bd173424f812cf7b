import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { outOfReach, overlaps } from '../support/layout.ts'
import { artefacts, hasBuild, hasChromium } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'
import { makeWorthStudy } from '../support/worthStudy.ts'

const place = temporaryFolder()

describe.skipIf(!hasBuild || !hasChromium)('what labels are worth', { timeout: 180_000 }, () => {
  let opened: AppWindow
  let page: Page
  let user: User

  beforeAll(async () => {
    await makeWorthStudy(place.path)
    opened = await openWindow(place.path)
    page = opened.page
    user = new User(page, 'worth')
    await user.opensStudy(join(place.path, 'study'))
    await user.goesTo('Models')
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  const saves = async (card: Locator, what: string) => {
    await card.getByRole('button', { name: 'Save', exact: true }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: what }).click(),
    ])
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
  }

  it('is told in one sentence, with a curve of the rounds that can be compared', async () => {
    const card = page.getByTestId('label-worth')
    await card.getByText(/^The next 20 masks are worth about \+\d+\.\d points of Dice/).waitFor()
    expect(await card.locator('circle').count()).toBe(4)
    await card.getByText(/1 round of another method, size or length/).waitFor()
    await user.photograph('curve')
  })

  it('stands beside what people changed, on the card of the model', async () => {
    await page.getByRole('button', { name: /^Model 1/ }).click()
    const edits = page.getByTestId('model-edits')
    await edits.getByText('Of 9 masks taken over from this model 4 stayed as they were.').waitFor()
    await edits.getByText("3 masks were painted by hand where this model's were there to see.").waitFor()
    await edits
      .getByText(/^malignant: people added \d/)
      .first()
      .waitFor()
    await user.photograph('edits')
  })

  it('says where there is nothing to tell of a model', async () => {
    await page.getByRole('button', { name: 'Round 2', exact: true }).click()
    await page.getByText('Nobody has taken over a mask of this model yet, or painted beside one.').waitFor()
  })

  it('saves a round as a page that opens by itself, and as a PDF', async () => {
    await user.goesTo('Train')
    const round = page.getByRole('region', { name: 'Round 6' })
    const html = await saves(round, 'As a page (HTML)')
    expect(html.name).toMatch(/Report of Round 6\.html$/)
    const text = html.bytes.toString()
    expect(text).not.toMatch(/\bP\d+\b|_E1_|<script/)
    expect(text).toContain('Larynx &quot;A&quot; &amp; &lt;B&gt;')
    const alone = await page.context().newPage()
    await alone.setContent(text)
    await alone.getByText(/^The next 20 masks are worth about/).waitFor()
    await alone.screenshot({ path: join(artefacts, 'worth-page.png'), fullPage: true })
    await alone.close()
    const pdf = await saves(round, 'As a PDF')
    writeFileSync(join(artefacts, 'worth-round.pdf'), pdf.bytes)
    expect(pdf.name).toMatch(/Report of Round 6\.pdf$/)
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.bytes.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45][^\]]* 84[12]/)
  })

  it('tells the time for a mask on the study screen', async () => {
    await user.goesTo('Study')
    await page.getByTestId('mask-time').scrollIntoViewIfNeeded()
    await page.getByTestId('mask-time').getByText('Everybody').waitFor()
    await user.photograph('mask-time')
  })

  it.each([
    ['dark', 1366, 768],
    ['light', 2560, 1440],
  ] as const)('fits the screen: %s at %i×%i', async (scheme, width, height) => {
    await page.setViewportSize({ width, height })
    await page.evaluate((to) => localStorage.setItem('mantine-color-scheme-value', to), scheme)
    await page.reload()
    await user.goesTo('Models')
    await page.getByRole('button', { name: /^Model 1/ }).click()
    await page.getByTestId('model-edits').waitFor()
    await page.getByTestId('label-worth').scrollIntoViewIfNeeded()
    expect(await overlaps(page)).toEqual([])
    expect(await outOfReach(page)).toEqual([])
    await user.photograph(`models-${scheme}`)
    expect(opened.complaints).toEqual([])
  })
})
