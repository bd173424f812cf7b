import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertMadeUpFrames } from '../../src/main/engine/store/frames/madeUpFrames.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { dicomImage } from '../support/dicom.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { speaks } from '../support/speaks.ts'
import { temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

/** So many rows that the scroll bar cannot stand for each pixel. */
const MANY = 100_000

const place = temporaryFolder()
const at = (...names: string[]) => join(place.path, ...names)

describe.skipIf(!hasBuild || !hasChromium)('the library', () => {
  let opened: AppWindow
  let page: Page
  let user: User
  let complaints: string[]

  beforeAll(async () => {
    const engine = testEngine(place.path)
    const many = await engine.createStudy(at('many'), ['normal', 'benign', 'malignant'])
    insertMadeUpFrames(many.store, MANY)
    await engine.createStudy(at('empty'), ['normal', 'lesion'], 'empty')
    await engine.close()
    await writePairs(at('data'), 8)
    mkdirSync(at('dicom'))
    writeFileSync(
      at('dicom/one'),
      dicomImage(
        '2.25.11',
        Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => 90 + ((i * 7) % 60)),
        64,
      ),
    )
    // In the folder of the engine that made the study: elsewhere it is sealed anew, which is not what is looked at here.
    opened = await openWindow(place.path)
    page = opened.page
    complaints = opened.complaints
    user = new User(page, 'library')
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  const firstTile = () => page.locator('.tile').first().getAttribute('data-name')

  it('scrolls, jumps and finds in any number of frames', { timeout: 120_000 }, async () => {
    await user.opensStudy(at('many'))
    const first = await firstTile()
    const grid = page.getByTestId('grid')
    await grid.hover()
    for (let i = 0; i < 4; i++) await page.mouse.wheel(0, 500)
    await expect.poll(firstTile).not.toBe(first)
    const scrollTo = (share: number) =>
      grid.evaluate((g, s) => {
        g.scrollTop = s * (g.scrollHeight - g.clientHeight)
      }, share)
    const numberOfFirst = async () => Number(/_(\d+)\.png/.exec((await firstTile()) ?? '')?.[1] ?? -1)
    await scrollTo(0.5)
    await expect.poll(async () => Math.abs((await numberOfFirst()) - MANY / 2) < MANY / 50).toBe(true)
    await scrollTo(1)
    await page
      .getByLabel(`_${MANY - 1}.png`)
      .first()
      .waitFor()
    await page.getByLabel('Find by name or patient').fill('P1471')
    await page.getByText('60 frames').or(page.getByText('59 frames')).waitFor()
    await user.photograph('found')
    expect(complaints).toEqual([])
  })

  it('brings images in after a look, refuses names without a key, and gives masks back', {
    timeout: 120_000,
  }, async () => {
    await user.goesToStudies()
    await user.opensStudy(at('empty'))
    await user.importsFrom(at('data'))
    await page.getByText('8 frames are in the study.').waitFor()
    await user.photograph('imported')
    await page.getByRole('button', { name: 'Go to the library' }).click()
    await user.looksAt(at('dicom'))
    await user.goesOnTo('Names and texts')
    await page.getByText(/name their patients/).waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Next', exact: true }).isDisabled()).toBe(true)
    await page.getByLabel('Passphrase of the key').fill('correct horse')
    await page.getByLabel('Passphrase once more').fill('correct horse')
    await user.importsWhatIsThere()
    await page.getByText('1 frame is in the study.').waitFor()
    expect(readdirSync(join(opened.app.data, 'keys'))).toEqual([
      expect.stringMatching(/^[^:]+-[0-9a-f]{8}\.key$/),
    ])
    await page.getByRole('button', { name: 'Go to the library' }).click()
    await user.goesTo('Study')
    await page.getByRole('button', { name: 'Export', exact: true }).first().click()
    await page.getByLabel('Into the new folder').fill(at('out'))
    await page.getByRole('button', { name: 'Export', exact: true }).last().click()
    await page.getByText('Frames: 8. Masks: 8.').waitFor()
    expect(readdirSync(at('out/masks'))).toHaveLength(8)
    await page.getByRole('button', { name: 'Backup', exact: true }).click()
    await page.getByLabel('Into the file').fill(at('backup.zip'))
    await page.getByRole('button', { name: 'Back up now' }).click()
    await page.getByText(/carries its checksum/).waitFor()
    expect(existsSync(at('backup.zip'))).toBe(true)
    await user.photograph('backed-up')
    expect(complaints).toEqual([])
  })

  it('tags chosen frames, takes it back, hides them, and keeps a search', { timeout: 60_000 }, async () => {
    await user.goesTo('Library')
    await page
      .locator('.tile')
      .nth(1)
      .click({ modifiers: ['Control'] })
    await page
      .locator('.tile')
      .nth(3)
      .click({ modifiers: ['Shift'] })
    await page.getByText('3 chosen').waitFor()
    await user.photograph('chosen')
    await page.getByLabel('Add a tag').fill('teaching')
    await user.presses('Enter')
    await page.getByText('3 frames tagged').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page
      .locator('.tile[data-labelled="true"]')
      .first()
      .click({ modifiers: ['Control'] })
    await page.getByRole('button', { name: 'Patient', exact: true }).click()
    await page.getByRole('dialog', { name: 'Patient' }).getByRole('combobox').fill('Moved by hand')
    await user.photograph('assign')
    await page.getByRole('button', { name: 'These are theirs' }).click()
    await page.getByText('1 frame moved').waitFor()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await page
      .locator('.tile[data-labelled="true"]')
      .first()
      .click({ modifiers: ['Control'] })
    await page.getByRole('button', { name: 'Hide' }).click()
    await page.getByText('8 frames', { exact: true }).first().waitFor()
    await page.getByText('Unlabelled', { exact: true }).click()
    await page.getByText('1 frame', { exact: true }).first().waitFor()
    await page.getByLabel('Saved searches').click()
    await page.getByLabel('Name of this search').fill('to paint')
    await user.presses('Enter')
    await page.getByRole('button', { name: 'to paint', exact: true }).waitFor()
    expect(complaints).toEqual([])
  })

  it('paints by polygon, wand and lasso, cleans up, and takes each back', { timeout: 60_000 }, async () => {
    await page.locator('.tile[data-labelled="false"]').click()
    await user.seesTheCanvas()
    const box = await page.getByTestId('stage').boundingBox()
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
    // The canvas has the room between bars, with and without frames of the same examination above it.
    expect(box?.height).toBeGreaterThan(400)
    const undo = page.getByRole('button', { name: 'Undo (Ctrl+Z)' })
    await user.presses('p')
    for (const [dx, dy] of [
      [-80, -60],
      [60, -50],
      [70, 60],
      [-60, 50],
    ] as const)
      await page.mouse.click(x + dx, y + dy)
    await expect.poll(() => undo.isDisabled()).toBe(true)
    await user.presses('Enter')
    await user.seesItSaved()
    await user.presses('l')
    await page.mouse.move(x + 120, y)
    await page.mouse.down()
    for (let i = 1; i <= 16; i++)
      await page.mouse.move(x + 90 + 30 * Math.cos(i / 2.5), y + 30 * Math.sin(i / 2.5))
    await page.mouse.up()
    await user.seesItSaved()
    await user.presses('w')
    await page.mouse.move(x - 150, y)
    await page.mouse.down()
    await page.mouse.move(x - 120, y, { steps: 4 })
    await page.mouse.up()
    await user.seesItSaved()
    await page.getByLabel('Clean up the class in hand').click()
    await page.getByText('Grow by 2 px').click()
    await user.seesItSaved()
    await user.photograph('tools')
    for (let n = 0; n < 4; n++) {
      await expect.poll(() => undo.isDisabled()).toBe(false)
      await user.presses('Control+z')
      await user.seesItSaved()
    }
    await expect.poll(() => undo.isDisabled()).toBe(true)
    await user.seesItSaved()
    // Undo is kept over a restart, and does not turn round on what it took back.
    await user.presses('b')
    await user.paints()
    for (const after of [false, true]) {
      await page.reload()
      await user.seesTheCanvas()
      await expect.poll(() => undo.isDisabled()).toBe(after)
      if (after) break
      await user.presses('Control+z')
      await user.seesItSaved()
      await expect.poll(() => undo.isDisabled()).toBe(true)
      await user.presses('Control+y')
      await expect.poll(() => undo.isDisabled()).toBe(false)
      await user.presses('Control+z')
      await page.waitForTimeout(300)
      await user.seesItSaved()
    }
    expect(complaints).toEqual([])
  })

  it('speaks Chinese when asked, and remembers it', { timeout: 60_000 }, async () => {
    await speaks(page, 'zh')
    for (const screen of ['图库', '标注', '训练', '模型', '研究'] as const) {
      await page.getByRole('navigation').getByRole('button', { name: screen, exact: true }).click()
      await page.waitForTimeout(400)
      await user.photograph(`chinese-${screen}`)
    }
    await page.reload()
    await speaks(page, 'en')
    await page.getByRole('navigation').getByRole('button', { name: 'Library' }).waitFor()
    expect(complaints).toEqual([])
  })
})
