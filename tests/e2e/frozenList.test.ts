import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { callIn } from '../support/me.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

const place = temporaryFolder()
const at = (...names: string[]) => join(place.path, ...names)

describe.skipIf(!hasBuild || !hasChromium)('going through a filter', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let user: User

  beforeAll(async () => {
    const engine = testEngine(place.path)
    await writePairs(at('data'), 6, 200)
    const study = await engine.createStudy(at('study'), ['normal', 'benign', 'malignant'])
    const groupBy = { kind: 'regex', pattern: /^(frame)-(\d)/u } as const
    await ImportService.importPaths(
      callIn(study),
      [at('data/images')],
      { layout: 'folder', groupBy },
      () => {},
    )
    await engine.close()
    opened = await openWindow(place.path)
    page = opened.page
    user = new User(page, 'frozen-list')
    await user.opensStudy(at('study'))
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  const sees = (text: string) => page.locator('.annotate-top').getByText(text, { exact: true }).waitFor()

  it('goes back to a frame that was labelled and has left it', async () => {
    await user.opensAnUnlabelledFrame()
    await sees('Frame 1 of 6')
    for (const next of ['Frame 2 of 6', 'Frame 3 of 6']) {
      await user.presses('Shift+Enter')
      await sees(next)
      await user.seesTheCanvas()
    }
    await user.expectsLabelled(2)
    await user.presses('d')
    await sees('Frame 2 of 6')
    await page.getByTestId('frame-state').and(page.locator('[data-state="noLesion"]')).waitFor()
    await user.photograph('back')
    await user.presses('f')
    await sees('Frame 3 of 6')
  })

  it('is where it was after the page is loaded again, list and all', async () => {
    await page.reload()
    await user.seesTheCanvas()
    await sees('Frame 3 of 6')
    await user.presses('d')
    await sees('Frame 2 of 6')
    await user.seesTheCanvas()
    await user.presses('d')
    await sees('Frame 1 of 6')
    await user.goesTo('Library')
    await page.getByText('4 frames', { exact: true }).first().waitFor()
    await page.reload()
    await page.getByText('4 frames', { exact: true }).first().waitFor()
    await expect.poll(() => page.locator('.tile').count()).toBe(4)
    expect(new URL(page.url()).hash).toBe('')
  })

  it('begins a new list where a frame is opened from the library again', async () => {
    await page.locator('.tile').first().click()
    await user.seesTheCanvas()
    await sees('Frame 1 of 4')
    await user.photograph('again')
  })
})
