import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { Trips } from '../support/Trips.ts'

const place = temporaryFolder()

/** Lets what a page asks by these names, as `frames/freeze`, wait on its way to the engine, ms. */
const delays = (page: Page, names: readonly string[], by: number) =>
  page.routeWebSocket(/.*/, (socket) => {
    const engine = socket.connectToServer()
    socket.onMessage((message) => {
      const isSlow = names.some((name) => String(message).includes(`/${name}"`))
      if (isSlow) setTimeout(() => engine.send(message), by)
      else engine.send(message)
    })
  })

describe.skipIf(!hasBuild || !hasChromium)('where answers take their time', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let painter: Painter

  beforeAll(async () => {
    const engine = testEngine(place.path)
    for (const name of ['before', 'after'])
      await studyOfFrames(engine, join(place.path, name), { count: 6, side: 64, of: 'examination' })
    await engine.close()
    opened = await openWindow(place.path)
    page = opened.page
    painter = new Painter(page, 'slow')
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  it('a study is entered when it is there, and nothing of the one before is seen', async () => {
    await painter.opensStudy(join(place.path, 'before/study'))
    await delays(page, ['study/current'], 1500)
    await page.reload()
    await painter.goesToStudies()
    await painter.opensStudy(join(place.path, 'after/study'))
    expect(await page.locator('.status > span').first().getAttribute('title')).toContain('after')
  })

  it('the next frame is one trip, when the list of frames came after the neighbours were known', async () => {
    await delays(page, ['frames/freeze'], 2500)
    const trips = new Trips(page)
    await page.reload()
    await painter.goesTo('Library')
    await page.locator('.tile').nth(2).click()
    await painter.looksAtTheFrame()
    await page.getByText('Frame 3 of 6', { exact: true }).waitFor()
    await trips.settled(3000)
    await painter.presses('f')
    await page.locator('.annotate-canvas[data-frame="4"]').waitFor()
    // That it be read for a box is asked once one rests there.
    expect(await trips.settled()).toEqual(['frames.open', 'assist.prepare'])
  })
})
