import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { makeQueueStudy, patients } from '../support/queueStudy.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const place = temporaryFolder()
const bare = temporaryFolder()
const TORN = 'Benign or malignant? The model is torn on 41 % of the lesion'

/** A window on such a study, and somebody at it. */
async function opensAt(folder: string, name: string) {
  const opened = await openWindow(folder)
  const painter = new Painter(opened.page, name)
  await painter.opensStudy(join(folder, 'study'))
  return { opened, page: opened.page, painter }
}

const shelf = (page: Page) => page.locator('.queue-shelf .queue-card')
const strip = (page: Page) => page.locator('.queue-strip .queue-card')
const framesIn = (cards: ReturnType<typeof shelf>) =>
  cards.evaluateAll((all) => all.map((card) => Number((card as HTMLElement).dataset['frame'])))
const frameNow = (page: Page) => page.getByTestId('stage').getAttribute('data-frame').then(Number)

describe.skipIf(!hasBuild || !hasChromium)('the queue', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let painter: Painter

  beforeAll(async () => {
    await makeQueueStudy(place.path, true)
    const window = await opensAt(place.path, 'queue')
    opened = window.opened
    page = window.page
    painter = window.painter
  })
  afterAll(async () => {
    expect(opened.complaints).toEqual([])
    await opened.close()
    place.remove()
    bare.remove()
  })

  it('stands in the library with a reason for each frame, of training patients alone', async () => {
    await painter.goesTo('Library')
    await shelf(page).first().waitFor()
    expect(await shelf(page).first().textContent()).toBe(TORN)
    const titles = await shelf(page).evaluateAll((all) => all.map((card) => card.getAttribute('title')))
    for (const code of [...patients.validation, ...patients.test])
      expect(titles.filter((title) => title?.includes(`· ${code} ·`))).toEqual([])
    expect((await framesIn(shelf(page))).length).toBeGreaterThan(10)
    await page.getByText('20 frames wait').waitFor()
    await painter.photograph('library')
  })

  it('is folded away, and stays so', async () => {
    await page.getByRole('button', { name: /Worth most to label next/ }).click()
    await shelf(page).first().waitFor({ state: 'detached' })
    await page.reload()
    await page.locator('.tile').first().waitFor()
    expect(await shelf(page).count()).toBe(0)
    await page.getByRole('button', { name: /Worth most to label next/ }).click()
    await shelf(page).first().waitFor()
  })

  it('leads to the most valuable frame by a key and by a button, from any frame', async () => {
    const [first, second] = await framesIn(shelf(page))
    await page.locator('.tile').last().click()
    await painter.looksAtTheFrame()
    await painter.presses('n')
    await expect.poll(() => frameNow(page)).toBe(first)
    await painter.looksAtTheFrame()
    await page.getByRole('button', { name: 'Next, most valuable' }).click()
    await expect.poll(() => frameNow(page)).toBe(second)
    await painter.presses('n')
    await expect.poll(() => frameNow(page)).toBe(first)
    await painter.looksAtTheFrame()
  })

  it('goes on by the queue once a frame of it is done, which has left it at once', async () => {
    await page.getByRole('button', { name: 'Show the list of what to label next' }).click()
    await strip(page).first().waitFor()
    const [first = 0, second] = await framesIn(strip(page))
    expect(await frameNow(page)).toBe(first)
    expect(await strip(page).first().getAttribute('aria-current')).toBe('true')
    const about = (await strip(page).first().getAttribute('title')) ?? ''
    const [, patient = ''] = /· (P\d) ·/.exec(about) ?? []
    await painter.photograph('annotate')
    await painter.presses('2')
    await painter.drags([0.4, 0.4], [0.6, 0.4])
    await painter.seesItSaved()
    await painter.presses('Control+Enter')
    await expect.poll(() => frameNow(page)).toBe(second)
    expect(await framesIn(strip(page))).not.toContain(first)
    await painter.expectsLabelled(1)
    // Ranked anew: no other frame of the patient says any more that none is labelled.
    const ofPatient = async () =>
      (await strip(page).evaluateAll((all) => all.map((card) => card.getAttribute('title') ?? ''))).filter(
        (about) => about.includes(`· ${patient} ·`),
      )
    await expect
      .poll(async () => (await ofPatient()).filter((about) => about.startsWith('No frame')))
      .toEqual([])
    expect(await framesIn(strip(page))).not.toContain(first)
  })

  it('leaves a list that one goes through as it is', async () => {
    await painter.goesTo('Library')
    await page.locator('.tile').nth(0).click()
    await painter.looksAtTheFrame()
    const [here, listed] = [await frameNow(page), page.getByText('Frame 1 of 28', { exact: true })]
    await listed.waitFor()
    await painter.presses('Control+ ')
    await expect.poll(() => frameNow(page)).not.toBe(here)
    await page.getByText('Frame 2 of 28', { exact: true }).waitFor()
  })

  it.each([
    [683, 384],
    [1024, 768],
    [1366, 768],
    [2560, 1440],
  ])("gets in nobody's way in a window of %d × %d px", async (width, height) => {
    await page.setViewportSize({ width, height })
    await painter.goesTo('Annotate')
    await page.getByRole('button', { name: 'Next, most valuable' }).waitFor()
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('.annotate-top > *, .annotate-stage, .annotate-side, .annotate-tools')]
        .map((part) => ({ part: part.className, box: part.getBoundingClientRect() }))
        .filter(({ box }) => box.right > window.innerWidth + 0.5 || box.bottom > window.innerHeight + 0.5)
        .map(({ part }) => part),
    )
    expect(outside).toEqual([])
    const stage = await page.locator('.annotate-stage').boundingBox()
    expect(stage?.height).toBeGreaterThan(height / 3)
    for (const theme of ['dark', 'light']) {
      await painter.photograph(`annotate-${width}-${theme}`)
      await page.getByRole('button', { name: 'Light or dark' }).click()
    }
    await painter.goesTo('Library')
    for (const theme of ['dark', 'light']) {
      await painter.photograph(`library-${width}-${theme}`)
      await page.getByRole('button', { name: 'Light or dark' }).click()
    }
  })

  it('says where it cannot be made, and is asked again', async () => {
    let isBroken = true
    await page.routeWebSocket(/.*/, (socket) => {
      const engine = socket.connectToServer()
      socket.onMessage((message) => {
        const asks = isBroken && String(message).includes('/queue/next"')
        engine.send(asks ? String(message).replace(/(count\\?":)16/, '$1999') : message)
      })
    })
    await page.setViewportSize({ width: 1366, height: 768 })
    await page.reload()
    await painter.goesTo('Library')
    await page.locator('.queue-shelf').getByText('The list could not be made.').waitFor()
    await painter.photograph('failed')
    isBroken = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await shelf(page).first().waitFor()
  })

  it('is a spread over patients without a model, and says so when nothing is left', async () => {
    await makeQueueStudy(bare.path, false)
    const { opened: other, page: there, painter: somebody } = await opensAt(bare.path, 'queue-bare')
    try {
      await labelsAll(there, somebody)
      expect(other.complaints).toEqual([])
    } finally {
      await other.close()
    }
  })

  /** Goes through all that waits by the queue, and is told that nothing is left. */
  async function labelsAll(there: Page, somebody: Painter): Promise<void> {
    await shelf(there).first().waitFor()
    expect(new Set(await shelf(there).allTextContents())).toEqual(
      new Set(['No frame of this patient is labelled yet']),
    )
    const titles = await shelf(there).evaluateAll((all) =>
      all.map((card) => card.getAttribute('title') ?? ''),
    )
    const codes = titles.map((title) => /· (P\d) ·/.exec(title)?.[1])
    expect(new Set(codes.slice(0, patients.train.length)).size).toBe(patients.train.length)
    await somebody.photograph('no-model')
    await shelf(there).first().click()
    await somebody.looksAtTheFrame()
    for (let left = 4 * patients.train.length; left > 0; left--) {
      const before = await frameNow(there)
      await somebody.presses('Shift+Enter')
      if (left > 1) await expect.poll(() => frameNow(there)).not.toBe(before)
      await somebody.seesTheCanvas()
    }
    await there
      .getByText(/Nothing is left to label/)
      .first()
      .waitFor()
    await somebody.goesTo('Library')
    await there
      .locator('.queue-shelf')
      .getByText(/Nothing is left to label/)
      .waitFor()
    await somebody.photograph('nothing-left')
  }
})
