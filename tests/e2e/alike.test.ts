import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { LIGHTER, makeAlikeStudy, ORIGINAL, TURNED } from '../support/alikeStudy.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { discs } from '../support/discs.ts'
import { me } from '../support/me.ts'
import { Painter } from '../support/Painter.ts'
import { assistFolder, hasAssist, hasBuild, hasChromium, hasImages } from '../support/places.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const place = temporaryFolder()
/** Of the frames. */
const SIDE = 512

const tiles = (page: Page) => page.locator('.alike-tile')
const frameNow = (page: Page) => page.getByTestId('stage').getAttribute('data-frame').then(Number)

const isSetUp = hasBuild && hasChromium && hasAssist && hasImages

describe.skipIf(!isSetUp)('frames alike', { timeout: 180_000 }, () => {
  let opened: AppWindow
  let page: Page
  let painter: Painter
  let idOf: (name: string) => number

  beforeAll(async () => {
    const engine = testEngine(place.path, { assistFolder })
    const made = await makeAlikeStudy(engine, place.path)
    ;({ idOf } = made)
    for (const name of [ORIGINAL, LIGHTER, TURNED]) await engine.assist.alike({ frame: idOf(name), count: 1 })
    const lesion = discs(SIDE, { value: 1, x: 250, y: 250, radius: 60 })
    await made.study.store.db.transaction().execute((transaction) =>
      LabelService.store(transaction, { frame: idOf(ORIGINAL), kind: 'reader', author: me.name }, lesion, {
        origin: 'import',
      }),
    )
    await engine.close()
    opened = await openWindow(place.path, {}, {})
    page = opened.page
    painter = new Painter(page, 'alike')
    await painter.opensStudy(join(place.path, 'study'))
  })
  afterAll(async () => {
    expect(opened.complaints).toEqual([])
    await opened.close()
    place.remove()
  })

  it('are shown from a tile in the library, with how many were compared', async () => {
    await painter.goesTo('Library')
    const tile = page.locator(`.tile[data-name="${ORIGINAL}.png"]`)
    await tile.hover()
    await page.getByRole('button', { name: `Frames like ${ORIGINAL}.png` }).click()
    await tiles(page).first().waitFor()
    expect(await tiles(page).first().getAttribute('data-frame')).toBe(String(idOf(LIGHTER)))
    expect(await page.getByTestId('alike-read').textContent()).toContain('Compared with 3 of 6 frames so far')
    expect(await tiles(page).first().getAttribute('title')).toMatch(/P9 · E1\n\d+ % alike/)
    await painter.photograph('library')
    await tiles(page).first().click()
    await expect.poll(() => frameNow(page)).toBe(idOf(LIGHTER))
  })

  it('are shown from the frame that is open, by a button and by the palette', async () => {
    await page.getByRole('button', { name: 'Frames like this one' }).click()
    await tiles(page).first().waitFor()
    expect(await tiles(page).first().getAttribute('data-frame')).toBe(String(idOf(ORIGINAL)))
    await page.getByRole('button', { name: 'Close' }).click()
    await tiles(page).first().waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('frames like')
    await page.keyboard.press('Enter')
    await tiles(page).first().click()
    await expect.poll(() => frameNow(page)).toBe(idOf(ORIGINAL))
  })

  it('are shown of a lesion', async () => {
    await page.getByRole('button', { name: 'Frames with something like lesion 1' }).click()
    await page.getByText(`Lesion 1 of ${ORIGINAL}.png`).waitFor()
    await tiles(page).first().waitFor()
    expect(await tiles(page).count()).toBe(2)
    await painter.photograph('lesion')
    await page.keyboard.press('Escape')
    await tiles(page).first().waitFor({ state: 'detached' })
  })
})
