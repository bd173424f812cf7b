import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { Box } from '../../src/renderer/editor/tools/boxQuestion.ts'
import { emptyMask, type Mask } from '../../src/shared/domain/mask.ts'
import { decodeMask } from '../../src/shared/domain/rle.ts'
import { reasonOf } from '../../src/shared/reasons/Refused.ts'
import { wordsOf } from '../../src/shared/reasons/wordsOf.ts'
import { dice } from '../bench/Redrawer.ts'
import { type BoxStudy, boxesAround, makeBoxStudy } from '../support/boxStudy.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { outOfReach, overlaps } from '../support/layout.ts'
import { callIn } from '../support/me.ts'
import { Painter, type Place } from '../support/Painter.ts'
import { hasAssist, hasBuild, hasChromium } from '../support/places.ts'
import { speaks } from '../support/speaks.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const STANDS = 'Enter takes it, Esc drops it; Shift-click adds, Alt-click takes away'

const place = temporaryFolder()
let study: BoxStudy

beforeAll(async () => {
  study = await makeBoxStudy(place.path)
})
afterAll(place.remove)

describe.skipIf(!hasBuild || !hasChromium)(
  'a box where its nets are not set up',
  { timeout: 120_000 },
  () => {
    let opened: AppWindow
    let painter: Painter

    beforeAll(async () => {
      opened = await openWindow(place.path)
      painter = new Painter(opened.page, 'box-off')
      await painter.opensStudy(study.folder)
      await painter.goesTo('Annotate')
      await painter.looksAtTheFrame()
    })
    afterAll(() => opened.close())

    it('is grey, says why, and leaves the tool in hand where it is', async () => {
      const { page } = opened
      const button = page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: 'Box' })
      await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true')
      await button.hover()
      await page.getByRole('tooltip').getByText('Box assist and frames alike need').waitFor()
      await painter.photograph('tooltip')
      // Forced: one that is grey takes no click.
      await button.click({ force: true })
      await painter.presses('o')
      await page.getByRole('alert').getByText('Box assist and frames alike need').waitFor()
      expect(await button.getAttribute('aria-pressed')).toBe('false')
      await painter.presses('Shift+E')
    })

    it('has no frames alike either, and says so in one sentence, in either language', async () => {
      const { page } = opened
      const why = reasonOf('assistNotSetUp')
      await page.getByRole('button', { name: 'Frames like this one' }).click()
      const drawer = page.getByRole('dialog', { name: 'Frames like this one' })
      await drawer.getByRole('alert').getByText(wordsOf(why, 'en')).waitFor()
      await painter.photograph('no-alike')
      // Which lies below the drawer, and would cover what that says.
      expect(await page.getByRole('tooltip').count()).toBe(0)
      expect(await outOfReach(page)).toEqual([])
      await speaks(page, 'zh')
      await page.getByRole('alert').getByText(wordsOf(why, 'zh')).waitFor()
      await painter.photograph('no-alike-chinese')
      await speaks(page, 'en')
      expect(opened.complaints).toEqual([])
    })
  },
)

/** Where nothing is set up, there is a sentence instead: above. */
const isSetUp = hasBuild && hasChromium && hasAssist

describe.skipIf(!isSetUp)('a box round a lesion', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let painter: Painter

  beforeAll(async () => {
    opened = await openWindow(place.path, {}, {})
    page = opened.page
    painter = new Painter(page, 'box')
    await painter.opensStudy(study.folder)
    await painter.goesTo('Annotate')
    await painter.looksAtTheFrame()
  })
  afterAll(() => opened.close())

  it('offers the lesion, and paints it when it is taken', async () => {
    await painter.presses('2')
    await painter.presses('o')
    await page.getByText('Drag a box round the lesion').waitFor()
    const [, ...more] = boxesAround(truthOf(1))
    await dragsAlong(lesionOf(1))
    await page.getByText(/^(Finding the region|The frame is being read)/).waitFor()
    await painter.photograph('waits')
    await stands()
    await painter.photograph('stands')
    expect([...(await outOfReach(page)), ...(await overlaps(page))]).toEqual([])
    expect(await painter.area()).toBe(0)
    await painter.changes(() => painter.presses('Enter'))
    await painter.changes(() => painter.presses('Control+z'))
    expect(await painter.area()).toBe(0)
    await painter.changes(() => painter.presses('Control+Shift+z'))
    // Each further box takes the one before it.
    for (const box of more) {
      await page.keyboard.down('Shift')
      await dragsAlong(box)
      await page.keyboard.up('Shift')
      await stands()
    }
    await painter.changes(() => painter.presses('Enter'))
    expect(await painter.lesions()).toHaveLength(1 + more.length)
    await painter.photograph('taken')
  })

  it('takes clicks that add and take away, each undone at once, and Esc drops it', async () => {
    await opensFrame(3)
    await dragsAlong(lesionOf(3))
    await stands()
    const first = await offered(page)
    await clicksWith('Shift', [0.15, 0.15])
    await expect.poll(() => offered(page)).not.toBe(first)
    await painter.photograph('added')
    await painter.presses('Control+z')
    await expect.poll(() => offered(page)).toBe(first)
    await clicksWith('Alt', middleOf(lesionOf(3)))
    await expect.poll(() => offered(page)).not.toBe(first)
    await painter.presses('Backspace')
    await expect.poll(() => offered(page)).toBe(first)
    // The view may be changed meanwhile, and the class.
    await painter.presses('+')
    await painter.presses('3')
    await painter.photograph('other-class')
    await painter.presses('\\')
    await expect.poll(() => offered(page)).toBe(first)
    await page.setViewportSize({ width: 2560, height: 1440 })
    await painter.photograph('large')
    expect([...(await outOfReach(page)), ...(await overlaps(page))]).toEqual([])
    await page.setViewportSize({ width: 1366, height: 768 })
    await painter.presses('Escape')
    await expect.poll(() => offered(page)).toBe(0)
    expect(await painter.area()).toBe(0)
  })

  it('is taken by the next stroke, and says that it is open where one would be done with the frame', async () => {
    await painter.presses('2')
    await dragsAlong(lesionOf(3))
    await stands()
    await painter.presses('Control+Enter')
    await page.getByText('A proposed region is open').waitFor()
    await painter.takes('Brush')
    const both = await painter.changes(() => painter.drags([0.05, 0.5], [0.06, 0.5]))
    const lesion = await painter.changes(() => painter.presses('Control+z'))
    expect(lesion).toBeGreaterThan(0)
    expect(both).toBeGreaterThan(lesion)
  })

  it('is drawn with the keyboard alone, and dropped with the frame', async () => {
    const before = await painter.area()
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (const key of ['o', 'c', ' ']) await painter.presses(key)
    for (const key of ['Control+ArrowRight', 'Control+ArrowDown', 'Control+ArrowDown'])
      await painter.presses(key)
    await painter.photograph('keyboard')
    await painter.presses(' ')
    await stands()
    await page.getByText(STANDS).waitFor()
    await painter.presses('c')
    await opensFrame(2)
    expect(await offered(page)).toBe(0)
    await opensFrame(3)
    expect(await painter.area()).toBe(before)
  })

  it("moves the model's region to the edge, and says where there is nothing to move", async () => {
    await opensFrame(2)
    await painter.presses('2')
    await painter.takes('Brush')
    for (const lesion of boxesAround(truthOf(2))) {
      await painter.moves(middleOf(lesion))
      await painter.presses('Shift+E')
      await stands()
      await painter.photograph('snapped')
      await painter.changes(() => painter.presses('Enter'))
    }
    await opensFrame(1)
    await painter.changes(async () => {
      await painter.takes('Brush')
      await painter.drags([0.05, 0.9], [0.06, 0.9])
    })
    await painter.moves([0.95, 0.05])
    await painter.presses('Shift+E')
    await page.getByText('Point at a region of the model or of your mask first.').waitFor()
    await painter.changes(() => painter.presses('Control+z'))
  })

  it('is carried along a film, to be looked at before it counts', async () => {
    await opensFrame(3)
    await painter.changes(() => painter.presses('Alt+r'))
    await page.getByText(/^\d of \d regions? follows? the edge here\./).waitFor()
    await page.getByRole('button', { name: 'It is right' }).waitFor()
    await painter.photograph('carried')
    await painter.changes(() => painter.presses('Control+z'))
    expect(opened.complaints).toEqual([])
  })

  it('saved what is much like the lesions', async () => {
    await page.close()
    await opened.app.stop()
    const engine = testEngine(place.path)
    const open = await engine.openStudy(study.folder)
    // From boxes, and from a model's regions beside their lesions.
    for (const [frame, least] of [
      [1, 0.8],
      [2, 0.7],
    ] as const) {
      const own = (await LabelService.list(callIn(open), frame)).find((layer) => layer.own)
      const saved = own && decodeMask((await LabelService.mask(open, own.id)).bytes)
      expect(dice(saved ?? emptyMask(1, 1), truthOf(frame)), `frame ${frame}`).toBeGreaterThan(least)
    }
    await engine.close()
  })

  const truthOf = (frame: number): Mask => {
    const truth = study.truths[frame - 1]
    if (!truth) throw new Error(`The study has no frame ${frame}.`)
    return truth
  }
  /** The first lesion of a frame, in its box. */
  const lesionOf = (frame: number): Box => {
    const [first] = boxesAround(truthOf(frame))
    if (!first) throw new Error(`Frame ${frame} has no lesion.`)
    return first
  }
  const stands = async () => {
    await page.locator('[data-testid="stage"][data-proposal="standing"]').waitFor({ timeout: 60_000 })
    await painter.moves([0.02, 0.02])
  }
  async function dragsAlong(box: Box): Promise<void> {
    await painter.drags([box.left, box.top], [box.right, box.bottom])
  }
  async function clicksWith(key: 'Shift' | 'Alt', at: Place): Promise<void> {
    await page.keyboard.down(key)
    await painter.clicks(at)
    await page.keyboard.up(key)
    await painter.moves([0.02, 0.02])
  }
  async function opensFrame(number: number): Promise<void> {
    await page
      .locator('.filmstrip button')
      .nth(number - 1)
      .click()
    await page.locator(`[data-testid="stage"][data-frame="${number}"]`).waitFor()
    await painter.looksAtTheFrame()
  }
})

const middleOf = ({ left, top, right, bottom }: Box): Place => [(left + right) / 2, (top + bottom) / 2]

/** Pixels of the screen that show the hand's marks: with the pointer at rest elsewhere, what is offered. */
const offered = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const canvas = [...document.querySelectorAll<HTMLCanvasElement>('[data-testid="stage"] canvas')].at(-1)
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
    let count = 0
    for (let at = 3; data && at < data.length; at += 4) if ((data[at] ?? 0) > 0) count++
    return count
  })
