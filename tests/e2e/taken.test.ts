import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from '../support/axe.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { hasBuild, hasChromium, hasTensorFlow } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { makeLoopStudy } from '../support/trainStudies.ts'
import { User } from '../support/userLoop.ts'

const place = temporaryFolder()
const SMALL = { width: 1366, height: 768 }
const LARGE = { width: 2560, height: 1440 }

describe.skipIf(!hasBuild || !hasChromium || !hasTensorFlow)(
  'what a round takes for true',
  { timeout: 300_000 },
  () => {
    let opened: AppWindow
    let page: Page
    let user: User

    beforeAll(async () => {
      await makeLoopStudy(place.path)
      opened = await openWindow(place.path)
      page = opened.page
      user = new User(page, 'taken')
      await page.setViewportSize(SMALL)
    })
    afterAll(async () => {
      expect(opened.complaints).toEqual([])
      await opened.close()
      place.remove()
    })

    const panel = () => user.newestRound.getByTestId('taken-for-true')
    const tiles = () => panel().locator('.taken-tile')
    const firstFrame = async () => Number(await tiles().first().getAttribute('data-frame'))
    const tileOf = (frame: number) => panel().locator(`.taken-tile[data-frame="${frame}"]`)
    const vetoesIn = (part: Locator) => part.locator('[data-veto][data-stands="true"]')
    const notice = () => page.getByRole('button', { name: 'Undo', exact: true }).last()
    /** Chooses the first region that is listed for a frame and rules it out. */
    const rulesOutARegion = async (frame: number) => {
      const part = tileOf(frame).locator('.taken-part').first()
      await part.click()
      await tileOf(frame)
        .getByRole('button', { name: /^Not true/ })
        .click()
      await vetoesIn(tileOf(frame)).first().waitFor()
    }
    /** Without a tooltip that stays behind. */
    const changesTheme = async () => {
      await page.getByRole('button', { name: 'Light or dark' }).click()
      await page.mouse.move(700, 300)
      await page.getByRole('tooltip').waitFor({ state: 'detached' })
    }
    const photographs = async (what: string) => {
      for (const size of [LARGE, SMALL]) {
        await page.setViewportSize(size)
        await panel().evaluate((node) => node.scrollIntoView({ block: 'start' }))
        await user.photograph(`${what}-${size.width}`)
      }
      expect(await faults(page)).toEqual([])
    }

    it('is shown while it learns, on a few frames without a label, in words and as regions', async () => {
      await user.opensStudy(join(place.path, 'loop'))
      await user.goesTo('Train')
      await user.choosesSmallSteps(/LoCo/)
      await user.startsARound(80)
      await user.newestRound.getByTestId('classes-now').waitFor()
      await panel().getByRole('button', { name: 'Show what it takes for true' }).click()
      await tiles().nth(3).getByTestId('taken-lines').waitFor({ timeout: 120_000 })
      expect(await tiles().count()).toBe(4)
      await panel()
        .getByText(/^The teaching net after \d+ steps$/)
        .waitFor()
      await user.photograph('learning')
    })

    it('is shown by its newest checkpoint while it waits', async () => {
      const card = user.newestRound
      await card.getByRole('button', { name: 'Pause' }).click()
      await card.getByText('Paused', { exact: true }).waitFor({ timeout: 60_000 })
      const [, step] = /Step (\d+) of/.exec((await card.textContent()) ?? '') ?? []
      await panel().getByText(`The teaching net after ${step} steps`).waitFor({ timeout: 60_000 })
      await photographs('paused')
    })

    it('is ruled out region by region, undone at once, and ruled out again', async () => {
      const frame = await firstFrame()
      await rulesOutARegion(frame)
      await user.photograph('ruled-out')
      await notice().click()
      await expect.poll(() => vetoesIn(tileOf(frame)).count()).toBe(0)
      // By the keyboard, all of it.
      await tileOf(frame).locator('.taken-part').first().focus()
      await page.keyboard.press('Enter')
      const never = tileOf(frame).getByRole('button', { name: /^Not true/ })
      await never.focus()
      await page.keyboard.press('Enter')
      await vetoesIn(tileOf(frame)).first().waitFor()
    })

    it('is seen in a window beside, and taken back there for both', async () => {
      const frame = await firstFrame()
      const beside = await page.context().newPage()
      const other = new User(beside, 'taken-beside')
      await beside.goto(opened.app.address)
      await other.goesTo('Train')
      const there = other.newestRound.locator(`.taken-tile[data-frame="${frame}"]`)
      await vetoesIn(there).first().waitFor({ timeout: 60_000 })
      await there.getByRole('button', { name: 'Take back' }).click()
      await expect.poll(() => vetoesIn(tileOf(frame)).count()).toBe(0)
      await rulesOutARegion(frame)
      await vetoesIn(there).first().waitFor()
      await beside.close()
    })

    it('lists what is ruled out beside the frame, where it is taken back too', async () => {
      const frame = await firstFrame()
      const name = (await tileOf(frame).getAttribute('aria-label')) ?? ''
      await user.opensFrame(name)
      const list = page.getByTestId('ruled-out')
      await vetoesIn(list).first().waitFor()
      // A small picture shows where on the frame each region lies.
      const places = list.locator('.veto-place')
      expect(await places.count()).toBeGreaterThan(0)
      await places.first().locator('image').waitFor()
      expect((await places.first().locator('path').getAttribute('d'))?.length).toBeGreaterThan(10)
      await user.photograph('beside-the-frame')
      await list.getByRole('button', { name: 'Take back' }).click()
      await list
        .getByText(/^taken back by/)
        .nth(2)
        .waitFor()
      expect(await vetoesIn(list).count()).toBe(0)
      await user.goesTo('Train')
      await tileOf(frame).waitFor()
      expect(await vetoesIn(tileOf(frame)).count()).toBe(0)
      await rulesOutARegion(frame)
    })

    it('is shown by its model once it has ended, on frames of one’s own choice', async () => {
      await user.newestRound.getByRole('button', { name: 'Resume' }).click()
      await user.seesTheVerdict()
      await panel()
        .getByText(/^The round’s model/)
        .waitFor({ timeout: 60_000 })
      const second = Number(await tiles().nth(1).getAttribute('data-frame'))
      const first = await firstFrame()
      await tiles()
        .nth(1)
        .getByRole('button', { name: /^Show .* here no more$/ })
        .click()
      await expect.poll(() => tileOf(second).count()).toBe(0)
      await page.getByRole('combobox', { name: 'Add a frame by name or patient' }).click()
      await page.getByRole('option').first().click()
      await expect.poll(() => tiles().count()).toBe(4)
      await tileOf(first).getByRole('button', { name: 'Never learn from this frame' }).click()
      await expect.poll(() => vetoesIn(tileOf(first)).count()).toBe(2)
      await photographs('model')
      await changesTheme()
      await photographs('model-light')
      await changesTheme()
      await page.reload()
      await user.goesTo('Train')
      // What is not on the screen is not asked, and what loads above it moves it out again.
      const tilesOfFirst = async () => {
        await panel().scrollIntoViewIfNeeded()
        return tileOf(first).count()
      }
      await expect.poll(tilesOfFirst).toBe(1)
      expect(await tileOf(second).count()).toBe(0)
    })

    it('is taken as one’s own mask where it is right, as a step that undo takes back', async () => {
      const able = panel().locator('button:enabled', { hasText: 'Right: take it as my mask' }).first()
      await able.click()
      await user.seesTheCanvas()
      await user.expectsState('In progress')
      await user.photograph('taken-as-mask')
      await user.presses('Control+z')
      await user.seesItSaved()
      await user.expectsState('Untouched')
    })

    it('is honoured by the next round, which says how much of it', async () => {
      await user.goesTo('Train')
      await page.getByTestId('to-honour').getByText('2 things that you ruled out').waitFor()
      const unlabelled = await user.countOn('unlabelled')
      await user.choosesSmallSteps(/LoCo/)
      await user.startsARound(6)
      await user.newestRound.getByTestId('honoured').getByText('Leaves out 2 things').waitFor()
      await user.newestRound.getByText(`· ${unlabelled} unlabelled`).waitFor()
      await user.photograph('next-round')
      await user.seesTheVerdict()
    })
  },
)
