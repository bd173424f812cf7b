import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow, type ServedApp, serveApp } from '../support/browser.ts'
import { makeEditorStudy } from '../support/editorStudy.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const place = temporaryFolder()

describe.skipIf(!hasBuild || !hasChromium)('painting while the engine is gone', { timeout: 120_000 }, () => {
  let opened: AppWindow
  /** As it was started last. */
  let app: ServedApp
  let page: Page
  let painter: Painter
  let port: number

  beforeAll(async () => {
    await makeEditorStudy(place.path, place.path)
    opened = await openWindow(place.path)
    app = opened.app
    page = opened.page
    port = Number(new URL(app.address).port)
    painter = new Painter(page, 'lost')
    await painter.opensStudy(join(place.path, 'study'))
    await painter.goesTo('Annotate')
    await painter.looksAtTheFrame()
  })
  afterAll(async () => {
    await opened.close()
    await app.stop()
    place.remove()
  })

  const kill = async () => {
    process.kill(app.pid, 'SIGKILL')
    await page.getByText('Nothing can be saved at the moment.').waitFor()
  }
  const state = (wanted: string) =>
    page.locator(`[data-testid="save-state"][data-state="${wanted}"]`).waitFor()

  it('goes on, and is saved when the engine is back', async () => {
    await expect.poll(() => painter.lesions()).toHaveLength(1)
    await painter.presses('3')
    await kill()
    await painter.drags([0.5, 0.2], [0.6, 0.2])
    await painter.drags([0.5, 0.8], [0.6, 0.8])
    await page.getByText('2 steps wait to be saved').waitFor()
    await painter.photograph('waiting')
    await expect.poll(() => painter.lesions()).toHaveLength(3)
    const painted = await painter.lesions()
    app = await serveApp(place.path, port)
    await state('saved')
    await page.reload()
    await painter.goesTo('Annotate')
    await painter.looksAtTheFrame()
    await expect.poll(() => painter.lesions()).toEqual(painted)
  })

  it('is not lost even where the window is closed before the engine comes back', async () => {
    await painter.presses('2')
    await kill()
    await painter.drags([0.25, 0.15], [0.3, 0.15])
    await page.getByText('1 step waits to be saved').waitFor()
    await expect.poll(() => painter.lesions()).toHaveLength(4)
    const painted = await painter.area()
    const again = await page.context().newPage()
    await page.close()
    page = again
    painter = new Painter(page, 'lost-again')
    app = await serveApp(place.path, port)
    await page.goto(new URL('/', app.address).href)
    await painter.opensStudy(join(place.path, 'study'))
    await painter.goesTo('Annotate')
    await painter.looksAtTheFrame()
    await expect.poll(() => painter.area()).toBe(painted)
  })

  it('shows a conflict with another window, and overwrites nothing unasked', async () => {
    const other = new Painter(await page.context().newPage(), 'other')
    await other.page.goto(new URL('/', app.address).href)
    await other.goesTo('Annotate')
    await other.looksAtTheFrame()
    await other.presses('3')
    await other.changes(() => other.drags([0.7, 0.8], [0.75, 0.8]))
    const theirs = await other.area()
    await page.bringToFront()
    await painter.drags([0.15, 0.5], [0.18, 0.5])
    await state('conflict')
    await painter.photograph('conflict')
    await page.getByRole('button', { name: 'Show theirs' }).click()
    await painter.looksAtTheFrame()
    await expect.poll(() => painter.area()).toBe(theirs)

    await other.page.bringToFront()
    await other.changes(() => other.drags([0.7, 0.85], [0.75, 0.85]))
    await page.bringToFront()
    await painter.drags([0.15, 0.5], [0.18, 0.5])
    await state('conflict')
    await painter.seesItMeasured()
    const mine = await painter.area()
    await page.getByRole('button', { name: 'Save mine after theirs' }).click()
    await state('saved')
    await page.reload()
    await painter.goesTo('Annotate')
    await painter.looksAtTheFrame()
    await expect.poll(() => painter.area()).toBe(mine)
  })
})
