import { join } from 'node:path'
import type { Browser, ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startChromium } from '../support/browser.ts'
import { connected } from '../support/connected.ts'
import { withAccounts } from '../support/department.ts'
import { type DepartmentApp, serveDepartmentApp } from '../support/departmentApp.ts'
import { startElectron } from '../support/electronApp.ts'
import { everyLook } from '../support/everyLook.ts'
import { me } from '../support/me.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium, hasElectron } from '../support/places.ts'
import { signsIn } from '../support/signsIn.ts'
import { loco, studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

const ANNA = 'Dr. Anna-Katharina Freifrau von Hohenfels'
const WANG = '王小明'
const FRAMES = 2
const place = temporaryFolder()
const study = join(place.path, 'study')
let app: DepartmentApp

/** An examination of two frames that Anna and Wang are to read, blind. */
beforeAll(async () => {
  if (!hasBuild) return
  const engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: FRAMES, side: 200, of: 'examination' })
  await withAccounts(engine, {
    Enno: 'engineer',
    [ANNA]: 'annotator',
    [WANG]: 'annotator',
    Carla: 'adjudicator',
    Rosa: 'reviewer',
  })
  const { work } = connected({ engine, actor: me })
  const [row] = (await work.examinations({ offset: 0, limit: 1 })).examinations
  await work.assign({ of: { examinations: [row?.id ?? 0] }, readers: [ANNA, WANG], due: null })
  await engine.close()
  app = await serveDepartmentApp(place.path, study)
}, 60_000)
afterAll(async () => {
  await app?.stop()
  place.remove()
})

const layers = (page: Page) => page.locator('.layer-row').allInnerTexts()

/** Reads both frames of the list: a stroke at one place, and Done. */
async function readsAll(reader: Painter, page: Page, from: [number, number], to: [number, number]) {
  await reader.goesTo('Review')
  await page.locator('.work-card[data-list="mine"]').click()
  for (let n = 0; n < FRAMES; n++) {
    await reader.looksAtTheFrame()
    await page.getByText(/^Read blind/).waitFor()
    expect((await layers(page)).filter((text) => text.includes(ANNA) || text.includes(WANG))).toEqual([])
    await reader.changes(() => reader.drags(from, to))
    await reader.seesItSaved()
    if (n + 1 < FRAMES) await reader.finishes()
    else await reader.presses('Control+Enter')
  }
  await reader.goesTo('Review')
  await expect.poll(() => page.locator('.work-card[data-list="mine"] .big').textContent()).toBe('0')
}

describe.skipIf(!hasBuild || !hasChromium || !hasElectron)(
  'two readers, an adjudicator and a reviewer on a department’s server',
  { timeout: 180_000 },
  () => {
    let browser: Browser
    let electron: ElectronApplication
    const home = temporaryFolder()

    beforeAll(async () => {
      browser = await startChromium()
      electron = await startElectron(home.path)
    })
    afterAll(async () => {
      await browser.close()
      await electron.close()
      home.remove()
    })

    const profile = async (name: string) => {
      const viewport = { width: 1366, height: 768 }
      const context = await browser.newContext({ viewport, ignoreHTTPSErrors: true })
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      await page.goto(app.origin)
      await signsIn(page, name)
      return { page, painter: new Painter(page, 'story') }
    }

    it('read blind, and see each other once both have submitted', async () => {
      const anna = await profile(ANNA)
      const wang = await profile(WANG)
      await readsAll(anna.painter, anna.page, [0.4, 0.5], [0.55, 0.5])
      await readsAll(wang.painter, wang.page, [0.45, 0.5], [0.6, 0.5])
      await wang.painter.goesTo('Library')
      await wang.page.getByRole('button', { name: 'Clear the filter' }).click()
      await wang.page.locator('.tile').first().click()
      await wang.painter.looksAtTheFrame()
      await expect.poll(async () => (await layers(wang.page)).join()).toContain(ANNA)
      await everyLook(wang.painter, 'revealed')
    })

    it('are compared, and settled by somebody who has not read', async () => {
      const { page, painter } = await profile('Carla')
      await painter.goesTo('Review')
      await page.getByRole('tab', { name: 'Agreement' }).click()
      await page.getByText(WANG).first().waitFor()
      await everyLook(painter, 'agreement')
      await page.getByRole('tab', { name: 'Settle' }).click()
      await page.locator('.unsettled-row').first().click()
      const frame = page.getByTestId('settle-frame')
      for (let n = 0; n < FRAMES; n++) {
        const rows = frame.locator('.difference-row')
        await rows.first().waitFor()
        for (let left = await rows.count(); left > 0; left--) await painter.presses('3')
        await expect.poll(() => rows.last().getAttribute('data-chosen')).toBe('union')
        if (n === 0) await painter.photograph('settles')
        await painter.presses('Control+Enter')
        // The next frame comes up by itself.
        await expect.poll(() => frame.locator('[data-chosen="union"]').count()).toBe(0)
      }
      await page.getByText(/Readers agree on every frame/).waitFor()
    })

    it('have their examination signed from the desktop app, and the trail shows all of it', async () => {
      const start = await electron.firstWindow()
      await start.getByText('Open a study on a server').click()
      await start.getByLabel('Address').fill(app.origin)
      await start.keyboard.press('Enter')
      await start.getByText(app.fingerprint).waitFor()
      const coming = electron.waitForEvent('window')
      await start.getByRole('button', { name: 'It is the same' }).click()
      const page = await coming
      await signsIn(page, 'Rosa')
      const rosa = new User(page, 'story')
      await rosa.goesTo('Review')
      await page.locator('.work-row[data-examination]').first().click()
      const drawer = page.getByRole('dialog')
      await drawer.getByRole('button', { name: 'Sign', exact: true }).click()
      await drawer.getByText(/^Signed by Rosa/).waitFor()
      await rosa.photograph('signed')
      await drawer.getByRole('button', { name: 'Close' }).click()
      await page.getByRole('tab', { name: 'Trail' }).click()
      await page.locator('.trail-line').first().waitFor()
      await rosa.photograph('trail')

      const told = (name: string) => page.locator('.trail-line', { hasText: name }).allInnerTexts()
      expect((await told('Rosa')).join('\n')).toContain('signed')
      // What was chosen is one row, and the verdict that comes of it another.
      expect((await told('Carla')).filter((text) => text.includes('settled'))).toHaveLength(2 * FRAMES)
      for (const reader of [ANNA, WANG])
        expect((await told(reader)).filter((text) => text.includes('is done'))).toHaveLength(FRAMES)
      const gone = page.waitForEvent('close')
      await page.getByRole('button', { name: 'This computer' }).click()
      await gone
    })

    it('leave a study that is as its trail tells', async () => {
      await app.stop()
      expect(loco('study', 'verify', study)).toMatchObject({ problems: [] })
    })
  },
)
