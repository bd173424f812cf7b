import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from '../support/axe.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { artefacts, hasBuild, hasChromium, hasTensorFlow } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { LONG_NAMES, makeLightsStudy } from '../support/trainStudies.ts'
import { User } from '../support/userLoop.ts'

const place = temporaryFolder()
const SMALL = { width: 1366, height: 768 }
const LARGE = { width: 2560, height: 1440 }

describe.skipIf(!hasBuild || !hasChromium || !hasTensorFlow)(
  'frames in two lights, of classes with long names',
  { timeout: 240_000 },
  () => {
    let opened: AppWindow
    let page: Page
    let user: User

    beforeAll(async () => {
      await makeLightsStudy(place.path)
      opened = await openWindow(place.path)
      page = opened.page
      user = new User(page, 'train-lights')
      await page.setViewportSize(SMALL)
    })
    afterAll(async () => {
      expect(opened.complaints).toEqual([])
      await opened.close()
      place.remove()
    })

    const top = async (what: 'round' | 'form') => {
      const card = what === 'round' ? user.newestRound : page.getByTestId('round-form')
      return (await card.boundingBox())?.y ?? Number.NaN
    }
    const isRoundOnTop = async () => (await top('round')) < (await top('form'))
    /** Takes a picture at both sizes, with a part of the page at its top. */
    const photographs = async (what: string, part = page.locator('.page')) => {
      for (const size of [LARGE, SMALL]) {
        await page.setViewportSize(size)
        await part.first().evaluate((node) => node.scrollIntoView({ block: 'start' }))
        await user.photograph(`${what}-${size.width}`)
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overflow).toBeLessThanOrEqual(0)
      }
      expect(await faults(page)).toEqual([])
    }

    it('are counted light by light before a round', async () => {
      await user.opensStudy(join(place.path, 'lights'))
      await user.goesTo('Train')
      const counts = page.getByTestId('classes-learned')
      await counts.getByRole('columnheader', { name: 'NBI' }).waitFor()
      await counts.getByText(LONG_NAMES[2]).waitFor()
      await photographs('before')
    })

    it('have the card of the round that runs above the form, and their verdict there', async () => {
      await user.choosesSmallSteps(/LoCo/)
      await user.startsARound(60)
      await user.newestRound.getByTestId('classes-now').getByText(LONG_NAMES[2]).waitFor()
      await expect.poll(isRoundOnTop).toBe(true)
      await expect.poll(() => top('round')).toBeGreaterThan(0)
      await photographs('during')
      await user.pausesTheRound()
      expect(await isRoundOnTop()).toBe(true)
      await user.seesTheVerdict()
      expect(await isRoundOnTop()).toBe(true)
      await photographs('first-verdict')
      await user.wantsTheModel()
    })

    it('are judged light by light after a round', async () => {
      await user.choosesSmallSteps()
      await user.startsARound(150)
      await user.seesTheVerdict()
      const table = user.newestRound.getByTestId('class-table')
      await table.locator('[data-light="NBI"]').getByText('In NBI').waitFor()
      await table.locator('[data-light="WLI"]').getByText('In WLI').waitFor()
      await photographs('after')
      await photographs('by-light', table)
    })

    it('lets the form stand on top again when the screen is opened anew', async () => {
      await user.goesTo('Library')
      await user.goesTo('Train')
      await user.newestRound.getByTestId('verdict').waitFor()
      expect(await isRoundOnTop()).toBe(false)
      await photographs('opened-anew')
    })

    it('have cards of models that tell of both lights', async () => {
      await user.goesTo('Models')
      await page.getByText('Tick two models').waitFor()
      await photographs('models')
      await page.getByRole('button', { name: 'Round 2', exact: true }).click()
      const card = page.getByTestId('model-card')
      await card.getByText('In WLI').waitFor()
      await photographs('model-card', card)
    })

    it('are drawn into the page of a card, which opens by itself', async () => {
      await page.getByTestId('model-card').getByRole('button', { name: 'Save', exact: true }).click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: 'As a page (HTML)' }).click(),
      ])
      const saved = await page.context().newPage()
      await saved.setContent(readFileSync(await download.path(), 'utf8'))
      expect(await saved.locator('.frames figure').count()).toBe(3)
      expect(await saved.getByText(LONG_NAMES[2]).count()).toBeGreaterThan(1)
      await saved.screenshot({ path: join(artefacts, 'train-lights-page.png'), fullPage: true })
      await saved.close()
    })
  },
)
