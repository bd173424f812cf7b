import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from '../support/axe.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { artefacts, hasBuild, hasChromium, hasTensorFlow } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { makeLightsStudy } from '../support/trainStudies.ts'
import { User } from '../support/userLoop.ts'

const place = temporaryFolder()
const SMALL = { width: 1366, height: 768 }
const LARGE = { width: 2560, height: 1440 }

describe.skipIf(!hasBuild || !hasChromium || !hasTensorFlow)('rounds in line', { timeout: 240_000 }, () => {
  let opened: AppWindow
  let page: Page
  let user: User

  beforeAll(async () => {
    await makeLightsStudy(place.path)
    opened = await openWindow(place.path)
    page = opened.page
    user = new User(page, 'round-line')
    await page.setViewportSize(SMALL)
  })
  afterAll(async () => {
    expect(opened.complaints).toEqual([])
    await opened.close()
    place.remove()
  })

  const line = () => page.getByTestId('round-line')
  const planned = (state: string) => page.locator(`[data-planned="${state}"]`)
  const strip = () => page.getByTestId('validation-strip').first()
  const stepOf = async () => Number(await strip().getAttribute('data-step'))
  /** Takes a picture at both sizes, in the dark and in the light. */
  const photographs = async (what: string, part = page.locator('.page')) => {
    for (const size of [LARGE, SMALL]) {
      await page.setViewportSize(size)
      for (const light of ['light', 'dark']) {
        await page.evaluate(
          (scheme) => document.documentElement.setAttribute('data-mantine-color-scheme', scheme),
          light,
        )
        await part.first().evaluate((node) => node.scrollIntoView({ block: 'start' }))
        await user.photograph(`${what}-${size.width}-${light}`)
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    }
    expect(await faults(page)).toEqual([])
  }
  /** Puts a round in line that starts as the labelled choice says. */
  const plans = async (when: RegExp) => {
    await page.getByRole('button', { name: 'Start later' }).click()
    await page.getByRole('radio', { name: when }).check()
    await user.photograph('when')
    await page.getByRole('button', { name: 'Put in line' }).click()
    await page.getByTestId('plan-round').waitFor({ state: 'detached' })
  }

  it('are planned, moved, changed and taken out', async () => {
    await user.opensStudy(join(place.path, 'lights'))
    await user.goesTo('Train')
    expect(await line().count()).toBe(0)
    await user.choosesSmallSteps()
    await page.getByLabel('Steps').fill('40')
    await page.getByLabel('Cores at most').fill('1')
    await plans(/This evening/)
    await planned('waits')
      .getByText(/^Not before/)
      .waitFor()
    await page.getByLabel('Steps').fill('30')
    await plans(/Not before/)
    await expect.poll(() => planned('waits').count()).toBe(2)
    await photographs('two', line())
    const stepsAt = (n: number) => planned('waits').nth(n).textContent()
    expect(await stepsAt(0)).toContain('40 steps')
    await planned('waits').nth(1).getByRole('button', { name: 'Earlier in line' }).click()
    await expect.poll(() => stepsAt(0)).toContain('30 steps')
    await planned('waits').nth(0).getByRole('button', { name: 'Take out of the line' }).click()
    await expect.poll(() => planned('waits').count()).toBe(1)
  })

  it('show, while one runs, what it has learned so far, and go back to earlier looks', async () => {
    await user.choosesSmallSteps(/LoCo/)
    await user.startsARound(30)
    await strip().waitFor({ timeout: 60_000 })
    const first = await stepOf()
    await expect.poll(stepOf, { timeout: 60_000 }).toBeGreaterThan(first)
    await photographs('strip', strip())
    const slider = strip().getByRole('slider')
    await slider.focus()
    await slider.press('Home')
    expect(await stepOf()).toBe(0)
    expect(await page.getByTestId('strip-step').textContent()).toBe('Before the first step')
    await slider.press('End')
    await expect.poll(stepOf).toBeGreaterThan(0)
  })

  it('go on by themselves, from the last look of one to the next', async () => {
    await user.choosesSmallSteps()
    await page.getByLabel('Steps').fill('6')
    await plans(/As soon as/)
    await page.locator('[data-round="finished"]').nth(1).waitFor({ timeout: 120_000 })
    await expect.poll(() => planned('waits').count()).toBe(1)
    await user.unfolds(user.newestRound.getByRole('button', { name: 'Details' }))
    await strip().waitFor()
    expect(await stepOf()).toBeGreaterThan(0)
    await photographs('kept', strip())
  })

  it('wait while somebody paints', async () => {
    await user.startsARound(4000)
    await user.goesTo('Library')
    await page.locator('.tile').first().click()
    await user.seesTheCanvas()
    const window = await page.context().newPage()
    await window.goto(new URL('/', page.url()).href)
    await window.getByRole('navigation').getByRole('button', { name: 'Train', exact: true }).click()
    const waits = window.getByText('waits while someone paints')
    for (let n = 0; n < 5 && (await waits.count()) === 0; n++) await user.paints(4 * n, 4 * n)
    await waits.waitFor()
    await window.getByTestId('validation-strip').waitFor()
    await window.screenshot({ path: join(artefacts, 'round-line-waits.png') })
    // Nobody paints any more.
    await waits.waitFor({ state: 'detached' })
    await window.locator('[data-round="running"]').getByRole('button', { name: 'Pause' }).click()
    await window.locator('[data-round="paused"]').waitFor()
    await window.getByRole('button', { name: 'Start later' }).click()
    await window.getByRole('button', { name: 'Put in line' }).click()
    await window.getByText('The last round ended early').waitFor()
    await window.getByRole('button', { name: 'Let them go on' }).waitFor()
    await window.getByTestId('round-line').scrollIntoViewIfNeeded()
    await window.screenshot({ path: join(artefacts, 'round-line-holds.png') })
    await window.close()
  })
})
