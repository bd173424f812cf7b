import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { makeEditorStudy, opensEditorStudy } from '../support/editorStudy.ts'
import { outOfReach, overlaps } from '../support/layout.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { Stylus } from '../support/Stylus.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { goThroughTheTools, goThroughTheViews } from '../support/tourOfTools.ts'

const place = temporaryFolder()

describe.skipIf(!hasBuild || !hasChromium)('the canvas', { timeout: 180_000 }, () => {
  let opened: AppWindow
  let page: Page
  let painter: Painter
  let complaints: string[]

  beforeAll(async () => {
    await makeEditorStudy(place.path, place.path)
    opened = await openWindow(place.path, { hasTouch: true })
    page = opened.page
    complaints = opened.complaints
    painter = await opensEditorStudy(page, 'canvas', place.path)
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  it('has every tool, and each does what it says', async () => {
    await goThroughTheTools(painter)
    expect(complaints).toEqual([])
  })

  it('shows layers, doubts, windows and the other light, and changes nothing by it', async () => {
    await goThroughTheViews(painter)
    expect(complaints).toEqual([])
  })

  it('fills the frames between two painted ones, to be looked at', async () => {
    await opensAnotherFrame(2)
    await painter.changes(async () => {
      await page.getByRole('button', { name: 'Clean up the class in hand' }).click()
      await page.getByRole('menuitem', { name: 'Interpolate between painted frames' }).click()
      await page.getByText('2 frames in between filled.').waitFor()
      await painter.looksAtTheFrame()
    })
    await page.getByText('This mask was taken from other frames.').waitFor()
    await painter.photograph('interpolated')
    // One stroke is a look: it is this reader's mask from then on.
    await painter.takes('Brush')
    await painter.changes(() => painter.drags([0.4, 0.2], [0.5, 0.2]))
    await page.getByText('This mask was taken from other frames.').waitFor({ state: 'hidden' })
  })

  it('keeps what a rule keeps, and points at the rule', async () => {
    await opensAnotherFrame(3)
    await painter.presses('2')
    await painter.takes('Brush')
    const benign = await painter.changes(() => painter.drags([0.4, 0.5], [0.6, 0.5]))
    await page.getByLabel('What paint goes over').selectOption('background')
    await painter.presses('3')
    await painter.drags([0.45, 0.5], [0.55, 0.5])
    await page.locator('.rule[data-flashing="true"]').waitFor()
    await painter.photograph('rule')
    expect(await painter.area()).toBe(benign)
    await page.getByLabel('What paint goes over').selectOption('all')
    await page.getByRole('button', { name: 'Lock benign' }).click()
    await painter.drags([0.45, 0.5], [0.55, 0.5])
    await page.locator('.class-row[data-flashing="true"]').waitFor()
    expect(await painter.area()).toBe(benign)
    await page.getByRole('button', { name: 'Unlock benign' }).click()
    await painter.changes(() => painter.drags([0.45, 0.5], [0.55, 0.5]))
  })

  it('takes a polygon from the keyboard alone', async () => {
    await opensAnotherFrame(6)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (const key of ['3', 'p', 'c']) await painter.presses(key)
    const arrows = async (key: string, times: number) => {
      for (let i = 0; i < times; i++) await painter.presses(key)
    }
    await painter.changes(async () => {
      await painter.presses(' ')
      await arrows('Control+ArrowRight', 2)
      await painter.presses(' ')
      await arrows('ArrowDown', 6)
      await painter.presses(' ')
      await painter.photograph('keyboard-polygon')
      await painter.presses('Enter')
    })
    await painter.presses('c')
    const [area = 0] = await painter.lesions()
    // A right triangle of 120 and 72 screen px.
    const scale = (await zoom(page)) / 100
    expect(Math.abs(area - (120 * 72) / 2 / scale ** 2)).toBeLessThan(0.03 * area)
  })

  it('takes masks over from other frames, and counts them once somebody has looked', async () => {
    await opensAnotherFrame(1)
    const labelled = await painter.labelledCount()
    await opensAnotherFrame(5)
    await painter.changes(() => painter.presses('Shift+R'))
    await page.getByText('This mask was taken from other frames.').waitFor()
    await painter.photograph('copied')
    expect(await painter.labelledCount()).toBe(labelled)
    await page.getByRole('button', { name: 'It is right' }).click()
    await painter.expectsLabelled(labelled + 1)
    await page.getByText('This mask was taken from other frames.').waitFor({ state: 'hidden' })

    await painter.changes(async () => {
      await page.getByRole('button', { name: 'Clean up the class in hand' }).click()
      await page.getByRole('menuitem', { name: 'Ignore glare, bezel and instruments' }).click()
    })
    await page.getByText(/% of the frame set to ignore/).waitFor()
    await painter.photograph('ignored')
    await painter.presses('Control+z')
  })

  it('draws after each stroke what it would draw anew, however the frame lies', async () => {
    await opensAnotherFrame(3)
    await painter.takes('Brush')
    for (const [keys, places] of [
      [
        [],
        [
          [0.3, 0.3],
          [0.6, 0.5],
          [0.4, 0.7],
        ],
      ],
      [
        ['Control+]', 'Control+]'],
        [
          [0.4, 0.4],
          [0.6, 0.6],
        ],
      ],
      [
        ['-', '-', '-', '-'],
        [
          [0.45, 0.5],
          [0.55, 0.52],
        ],
      ],
      [
        ['\\', '+', '+', '+', '+', '+', '+', '+', '+', '+'],
        [
          [0.3, 0.4],
          [0.7, 0.6],
        ],
      ],
    ] as const) {
      for (const key of keys) await painter.presses(key)
      await painter.presses(keys.length % 2 === 0 ? '2' : '3')
      await painter.changes(() => painter.drags(...places))
      await keepMask(page)
      // Filled and back: the whole layer is drawn anew.
      await painter.presses('Shift+O')
      await painter.presses('Shift+O')
      await expect.poll(() => differing(page)).toBeLessThan(0.0005)
    }
    await painter.presses('\\')
  })

  it('finds commands by name, and gives a key away only when told to', async () => {
    await painter.presses('Control+k')
    await page.getByLabel('What do you want to do?').fill('key')
    await painter.photograph('palette')
    await page.getByRole('option', { name: 'Change keys' }).click()
    await page.getByRole('button', { name: 'Set the key of Fill holes' }).click()
    await painter.presses('w')
    await page.getByText('W already does: Magic wand. Take it from there?').waitFor()
    await painter.photograph('key-conflict')
    await page.getByRole('button', { name: 'Take it' }).click()
    await page.getByRole('combobox', { name: 'Keys as in' }).click()
    await page.getByRole('option', { name: 'ITK-SNAP' }).click()
    await painter.presses('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await painter.presses('5')
    await expect
      .poll(() => page.getByRole('button', { name: 'Brush (B)' }).getAttribute('aria-pressed'))
      .toBe('true')
    await page.evaluate(() => localStorage.removeItem('loco-keys'))
    await page.reload()
    await painter.goesTo('Annotate')
    await painter.looksAtTheFrame()
  })

  it('paints wider where a pen presses harder, moves with fingers, and takes no mark from a palm', async () => {
    await opensAnotherFrame(6)
    await painter.presses('2')
    await painter.takes('Brush')
    const pen = new Stylus(await page.context().newCDPSession(page))
    const [from, to] = [painter.at([0.3, 0.3]), painter.at([0.6, 0.3])]
    const none = await painter.area()
    const light = (await painter.changes(() => pen.draws(from, to, 0.1))) - none
    const hard =
      (await painter.changes(() => pen.draws({ ...from, y: from.y + 90 }, { ...to, y: to.y + 90 }, 1))) -
      light -
      none
    expect(hard).toBeGreaterThan(2 * light)
    const before = await painter.area()
    await pen.rests(painter.at([0.5, 0.7]))
    await page.waitForTimeout(900)
    const wide = await zoom(page)
    await pen.pinches(painter.at([0.5, 0.5]), 60, 180)
    await expect.poll(() => zoom(page)).toBeGreaterThan(2 * wide)
    expect(await painter.area()).toBe(before)
    await painter.presses('\\')
  })

  it('has room for all of it on a large light screen', async () => {
    await page.setViewportSize({ width: 2560, height: 1440 })
    await page.evaluate(() => localStorage.setItem('mantine-color-scheme-value', 'light'))
    await page.reload()
    await painter.goesTo('Annotate')
    await opensAnotherFrame(1)
    const large = new Painter(page, 'canvas-large')
    await large.looksAtTheFrame()
    await goThroughTheViews(large)
    expect([...(await outOfReach(page)), ...(await overlaps(page))]).toEqual([])
    await page.setViewportSize({ width: 1366, height: 768 })
  })

  it('says in words why a frame cannot be opened', async () => {
    rmSync(join(place.path, 'study/frames'), { recursive: true })
    await page.reload()
    await painter.goesTo('Annotate')
    await page.locator('.annotate-waiting').getByText('The image file of this frame is missing').waitFor()
    await painter.photograph('no-image')
  })

  it('says in words why a study can only be looked at', async () => {
    const elsewhere = join(place.path, 'elsewhere')
    await makeEditorStudy(elsewhere, elsewhere)
    const holder = testEngine(elsewhere)
    await holder.openStudy(join(elsewhere, 'study'))
    try {
      await painter.goesToStudies()
      await painter.opensStudy(join(elsewhere, 'study'))
      await painter.goesTo('Annotate')
      await painter.seesTheCanvas()
      await page.getByText(/^This study can only be looked at: The study is open on /).waitFor()
      await painter.photograph('read-only')
      // Looking is not painting: the ruler measures, by the keyboard as by the mouse.
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
      for (const key of ['j', 'c', ' ', 'Control+ArrowRight']) await painter.presses(key)
      await page.getByText(/^\d+(\.\d+)? px$/).waitFor()
    } finally {
      await holder.close()
    }
  })

  async function opensAnotherFrame(number: number): Promise<void> {
    await page
      .locator('.filmstrip button')
      .nth(number - 1)
      .click()
    await page.locator(`[data-testid="stage"][data-frame="${number}"]`).waitFor()
    await painter.looksAtTheFrame()
  }
})

/** Keeps in the page the mask as it is on the screen, to be compared with later. */
const keepMask = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const canvas = [...document.querySelectorAll<HTMLCanvasElement>('[data-testid="stage"] canvas')].at(-2)
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
    ;(window as unknown as { kept?: Uint8ClampedArray | undefined }).kept = data
  })

/** Share of the mask's pixels that differ from what was kept by more than what smoothing at a border may round. */
const differing = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const canvas = [...document.querySelectorAll<HTMLCanvasElement>('[data-testid="stage"] canvas')].at(-2)
    const now = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
    const { kept } = window as unknown as { kept?: Uint8ClampedArray }
    if (!now || kept?.length !== now.length || !now.some((v) => v > 0)) return 1
    let count = 0
    for (let at = 3; at < now.length; at += 4) if (Math.abs((now[at] ?? 0) - (kept[at] ?? 0)) > 48) count++
    return (4 * count) / now.length
  })

const zoom = async (page: Page): Promise<number> =>
  Number.parseInt((await page.getByTestId('zoom').textContent()) ?? '', 10)
