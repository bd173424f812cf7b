import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from '../support/axe.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { outOfReach, overlaps } from '../support/layout.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { LONG_NAME, makeReviewStudy } from '../support/regionsStudy.ts'
import { speaks } from '../support/speaks.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'

const place = temporaryFolder()
const study = join(place.path, 'study')
const SIZES = [
  { width: 1366, height: 768 },
  { width: 2560, height: 1440 },
] as const

describe.skipIf(!hasBuild || !hasChromium)('review by keys', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let painter: Painter

  beforeAll(async () => {
    await makeReviewStudy(place.path, place.path)
    opened = await openWindow(place.path)
    page = opened.page
    painter = new Painter(page, 'review')
    await painter.opensStudy(study)
    await page.getByRole('navigation').getByRole('button', { name: 'Review', exact: true }).click()
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
    expect(opened.complaints).toEqual([])
  })

  const list = () => page.getByTestId('finding-list')
  const says = () =>
    list()
      .locator('.finding-row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-says')))
  const current = () => list().locator('[aria-current="true"] .finding-number').textContent()
  const reviews = async (frame: number) => {
    await page
      .locator(`.annotate-desk[data-reviewing="true"] [data-testid="stage"][data-frame="${frame}"]`)
      .waitFor()
    await expect.poll(() => page.getByTestId('review-next').textContent()).not.toMatch(/Looking for/)
  }
  const verdicts = (frame: number) =>
    inTables<{ says: string }>(study, `SELECT says FROM verdict WHERE frame_id = ${frame} ORDER BY id`).map(
      (row) => row.says,
    )
  /** As it looks in both sizes and themes, with nothing out of reach. */
  const looks = async (what: string) => {
    for (const theme of ['dark', 'light'] as const) {
      for (const size of SIZES) {
        await page.setViewportSize(size)
        await page.waitForTimeout(150)
        await painter.photograph(`${what}-${theme}-${size.width}`)
        if (size.width > 2000) continue
        expect(await outOfReach(page)).toEqual([])
        expect(await overlaps(page)).toEqual([])
        expect(await faults(page)).toEqual([])
      }
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill('light')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(250)
    }
    await page.setViewportSize(SIZES[0])
    await speaks(page, 'zh')
    await painter.photograph(`${what}-chinese`)
    await speaks(page, 'en')
  }

  it('begins with what readers have submitted', async () => {
    await page.getByRole('tab', { name: 'Review' }).click()
    await page.getByText('4 frames that readers have submitted wait for a reviewer.').waitFor()
    await painter.photograph('to-review')
    await page.locator('.page').getByRole('button', { name: 'Review', exact: true }).click()
    await reviews(1)
    await expect.poll(says).toEqual(['open', 'open', 'open'])
    await page.getByText('Mask of 林晓梅').waitFor()
  })

  it('lets findings stand and rejects them with a reason, goes through them, and takes back', async () => {
    expect(await current()).toBe('1')
    await painter.presses('Tab')
    await expect.poll(current).toBe('2')
    await painter.presses('Shift+Tab')
    await expect.poll(current).toBe('1')
    await painter.presses('y')
    await expect.poll(says).toEqual(['accepted', 'open', 'open'])
    await painter.presses('q')
    await page.getByText('Why not?').waitFor()
    await painter.photograph('reasons')
    await painter.presses('1')
    await expect.poll(says).toEqual(['accepted', 'rejected', 'open'])
    await list().getByText('Rejected · Boundary is off').waitFor()
    await painter.presses('z')
    await expect.poll(says).toEqual(['accepted', 'open', 'open'])
    await looks('reviewing')
  })

  it('goes on where it was after a reload', async () => {
    await page.reload()
    await reviews(1)
    await expect.poll(says).toEqual(['accepted', 'open', 'open'])
    await expect.poll(current).toBe('2')
  })

  it('pins a remark at a finding, which is answered and settled', async () => {
    await painter.presses('c')
    const field = page.getByLabel('Remark on this place')
    await field.fill(`<i>Is this the vocal fold?</i> ${'Very long words stay within the panel. '.repeat(4)}`)
    await field.press('Control+Enter')
    const remarks = page.getByTestId('remarks')
    await remarks.getByText(/<i>Is this the vocal fold\?<\/i>/).waitFor()
    const pin = page.getByRole('button', { name: 'Remark 1', exact: true })
    const at = await pin.boundingBox()
    await painter.presses('+')
    await expect.poll(() => pin.boundingBox()).not.toEqual(at)
    await painter.presses('Control+0')
    await expect.poll(() => pin.boundingBox()).toEqual(at)
    await remarks.getByRole('button', { name: 'Answer' }).click()
    await page.getByLabel('Answer to remark 1').fill('Yes')
    await page.getByRole('button', { name: 'Add' }).click()
    await remarks.getByText('Yes', { exact: true }).waitFor()
    await looks('remarks')
    await remarks.getByRole('button', { name: 'Done' }).click()
    await remarks.getByText(/^Done: /).waitFor()
  })

  it('takes a finding to be painted on, and comes back', async () => {
    await painter.presses('e')
    await page.locator('.annotate-desk[data-reviewing="false"]').waitFor()
    await painter.looksAtTheFrame()
    await expect.poll(() => painter.lesions()).toHaveLength(1)
    await painter.changes(() => painter.drags([0.3, 0.75], [0.36, 0.75]))
    await painter.presses('Shift+V')
    await reviews(1)
    await expect.poll(async () => (await says()).filter((what) => what === 'edited')).toHaveLength(1)
    await painter.presses('Shift+Y')
    await reviews(2)
    expect(verdicts(1)).toEqual(['begun', 'accepted'])
  })

  it('finishes frames with the last finding, takes that back too, and gives a mask back', async () => {
    await painter.presses('y')
    await reviews(3)
    expect(verdicts(2)).toEqual(['begun', 'accepted'])
    await painter.presses('z')
    await reviews(2)
    await expect.poll(says).toEqual(['open'])
    await painter.presses('q')
    await painter.presses('Enter')
    await page.getByText(/Nothing of this mask stands/).waitFor()
    await painter.presses('r')
    await reviews(3)
    expect(verdicts(2)).toEqual(['begun', 'accepted', 'reopened', 'returned'])
    await page.getByText('Nothing is marked here. Y says that this is so.').waitFor()
    await painter.presses('y')
    await reviews(4)
    await painter.presses('Escape')
    await page.locator('.annotate-desk[data-reviewing="false"]').waitFor()
  })

  it('settles what two readers differ on', async () => {
    const before = inTables(study, 'SELECT * FROM revision ORDER BY id')
    await page.getByRole('navigation').getByRole('button', { name: 'Review', exact: true }).click()
    await page.getByRole('tab', { name: 'Settle' }).click()
    await painter.photograph('to-settle')
    await page.getByRole('button', { name: /P1_E1_04/ }).click()
    const frame = page.getByTestId('settle-frame')
    const rows = frame.locator('.difference-row')
    await expect.poll(() => rows.count()).toBe(2)
    await frame.getByText(`Only ${LONG_NAME} marks it`).waitFor()
    await looks('settling')
    await painter.presses('3')
    await expect.poll(() => rows.first().getAttribute('data-chosen')).toBe('union')
    await painter.presses('0')
    await expect.poll(() => rows.last().getAttribute('data-chosen')).toBe('none')
    const view = () => frame.locator('.settle-panes').getAttribute('data-view')
    const whole = await view()
    await frame.locator('.settle-pane svg').first().hover()
    await page.mouse.wheel(0, -300)
    await expect.poll(view).not.toBe(whole)
    await painter.presses('Control+Enter')
    await page.getByText(/Readers agree on every frame/).waitFor()
    expect(verdicts(4)).toEqual(['settled'])
    expect(inTables(study, 'SELECT * FROM revision ORDER BY id').slice(0, before.length)).toEqual(before)
  })

  it('finds frames with open remarks in the library', async () => {
    await painter.goesTo('Library')
    await page.locator('.tile').nth(4).click()
    await painter.seesTheCanvas()
    await painter.presses('Alt+c')
    await page.getByLabel('Remark on the frame').fill('Blurred')
    await page.getByRole('button', { name: 'Add' }).click()
    await page.getByText('Remarks (1 open)').waitFor()
    await painter.goesTo('Library')
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByLabel('With open remarks').click()
    await expect.poll(() => page.locator('.tile').count()).toBe(1)
  })
})
