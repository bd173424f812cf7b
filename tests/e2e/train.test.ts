import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from '../support/axe.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { hasBuild, hasChromium, hasTensorFlow } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { makeTrainStudies } from '../support/trainStudies.ts'
import { User } from '../support/userLoop.ts'

const place = temporaryFolder()

describe.skipIf(!hasBuild || !hasChromium)('training', { timeout: 240_000 }, () => {
  let opened: AppWindow
  let page: Page
  let user: User
  let complaints: string[]

  beforeAll(async () => {
    await makeTrainStudies(place.path)
    opened = await openWindow(place.path)
    page = opened.page
    complaints = opened.complaints
    user = new User(page, 'train')
  })
  afterAll(async () => {
    expect(complaints).toEqual([])
    await opened.close()
    place.remove()
  })

  const opens = async (study: string) => {
    await user.opensStudy(join(place.path, study))
    await user.goesTo('Train')
    await page.locator('[data-count="labelled"]').waitFor()
  }
  /** A button that leads to frames. */
  const step = (id: string) => page.locator(`[data-step="${id}"]`).first()
  const countIn = async (id: string) => Number(/\d+/.exec((await step(id).textContent()) ?? '')?.[0])
  const isHeldOut = () => page.getByTestId('held-out').first().waitFor()

  it('leads from nothing labelled to the first frame', async () => {
    await opens('bare')
    await page.getByText('No training frame is labelled yet').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Start training' }).isDisabled()).toBe(true)
    await user.photograph('nothing-labelled')
    await page.getByRole('button', { name: 'Label the first frame' }).click()
    await user.seesTheCanvas()
    expect(await page.getByTestId('held-out').count()).toBe(0)
    await user.goesToStudies()
  })

  it('leads from nothing to judge by to the validation frames', async () => {
    await opens('unjudged')
    await page.getByText('so nothing could tell whether the model is good').waitFor()
    expect(await user.countOn('validation')).toBe(0)
    await expect.poll(() => page.getByRole('button', { name: 'Start training' }).isDisabled()).toBe(true)
    await user.photograph('nothing-to-judge-by')
    expect(await countIn('labelValidation')).toBeGreaterThan(0)
    await step('labelValidation').click()
    await user.seesTheCanvas()
    await isHeldOut()
    await user.goesToStudies()
  })

  it('offers rounds by time, and says how long they will take here', async () => {
    await opens('ready')
    const time = page.getByTestId('round-time')
    // A coffee is what stands there before anybody has chosen.
    await expect.poll(() => time.textContent()).toMatch(/Roughly (19|20) min/)
    await page.locator('[data-time="look"]').click()
    await expect.poll(() => time.textContent()).toMatch(/Roughly [45] min/)
    await page.locator('[data-time="coffee"]').click()
    await expect.poll(() => time.textContent()).toMatch(/Roughly (19|20) min/)
    await user.unfolds(page.getByRole('button', { name: 'Advanced' }))
    const coffee = Number(await page.getByLabel('Steps').inputValue())
    await page.locator('[data-time="night"]').click()
    await expect
      .poll(async () => Number(await page.getByLabel('Steps').inputValue()))
      .toBeGreaterThan(20 * coffee)
    // The published settings ask for larger crops, and for the memory that these take.
    const needed = async () =>
      Number(/[\d.]+/.exec((await page.getByTestId('round-memory').textContent()) ?? '')?.[0])
    const little = await needed()
    await page.locator('[data-time="paper"]').click()
    await expect.poll(() => page.getByLabel('Crop side').inputValue()).toBe('320 px')
    await expect.poll(needed).toBeGreaterThan(3 * little)
    // Steps set by hand are no longer those of a time.
    await page.getByLabel('Steps').fill('40')
    await expect.poll(() => page.locator('.time-card[data-checked]').count()).toBe(0)
    await page.locator('[data-time="look"]').click()
    await user.photograph('times')
  })

  it('says what a round would learn from, and what is worth mending first', async () => {
    const lesions = page.getByTestId('classes-learned').locator('[data-class="1"] td')
    const labelled = await user.countOn('labelled')
    await expect.poll(() => lesions.nth(1).textContent()).toBe(String(labelled))
    await user.unfolds(page.getByRole('button', { name: /By patient/ }))
    await user.photograph('by-patient')
    await user.goesToStudies()
    await opens('lopsided')
    const warning = page.locator('[data-warning="fewFramesOfClass"]')
    await warning.getByText(/Only \d labelled frames? holds? rare/).waitFor()
    await page.locator('[data-warning="fewPatientsToJudge"]').waitFor()
    await user.photograph('worth-mending')
    await warning.locator('[data-step]').click()
    await user.seesTheCanvas()
    expect(await page.getByTestId('held-out').count()).toBe(0)
    await user.goesTo('Train')
  })

  it.skipIf(!hasTensorFlow)(
    'raises an alarm when a class is lost, and leads to the frames that would help',
    async () => {
      await user.choosesSmallSteps(/LoCo/)
      await user.startsARound(600)
      const now = user.newestRound.getByTestId('classes-now')
      await now.locator('[data-class="1"]').getByText('lesion').waitFor()
      const alarm = user.newestRound.locator('[data-testid="class-alarm"][data-class="2"]')
      await alarm.waitFor({ timeout: 120_000 })
      await alarm.getByText(/Label more rare, these \d frames first/).waitFor()
      await alarm.getByText('Looks like frames labelled rare').first().waitFor()
      await alarm.evaluate((node) => node.scrollIntoView({ block: 'center' }))
      await user.photograph('class-alarm')
      await alarm.locator('.queue-card').first().click()
      await user.seesTheCanvas()
      expect(await page.getByTestId('held-out').count()).toBe(0)
      await user.goesTo('Train')
      await user.newestRound.getByRole('button', { name: 'Cancel' }).click()
      await user.newestRound.getByText('Cancelled', { exact: true }).waitFor({ timeout: 60_000 })
    },
  )

  it.skipIf(!hasTensorFlow)('says how little a verdict on two patients means', async () => {
    await user.choosesSmallSteps()
    await user.startsARound(30)
    await user.seesTheVerdict()
    const few = user.newestRound.getByTestId('few-patients')
    await few.getByText('This was judged on 2 patients with a lesion').waitFor()
    await few.getByRole('button', { name: 'Choose who judges' }).waitFor()
    await user.newestRound.evaluate((node) => node.scrollIntoView({ block: 'start' }))
    await user.photograph('few-patients')
  })

  describe.skipIf(!hasTensorFlow)('a round', () => {
    it('that has learned nothing raises an alarm and is not in use until it is wanted', async () => {
      await user.goesToStudies()
      await opens('ready')
      await user.choosesSmallSteps()
      await user.startsARound(1)
      await user.seesTheVerdict()
      const card = user.newestRound
      await card.getByTestId('alarm').waitFor()
      await expect
        .poll(() => card.getByTestId('adoption').textContent())
        .toContain('It was not taken into use')
      await user.photograph('alarm')
      await card.getByTestId('main-figure').getByText('Lesion overlap').waitFor()
      await expect
        .poll(() => card.getByTestId('main-figure').textContent())
        .toMatch(/\d validation patients · \d+ frames/)
      await user.goesTo('Models')
      await page.getByText('Alarm', { exact: true }).waitFor()
      expect(await page.getByText('In use', { exact: true }).count()).toBe(0)
      await user.photograph('models-alarm')
      await user.goesTo('Train')
      await card.getByRole('button', { name: 'Use it all the same' }).click()
      await card.getByText('In use', { exact: true }).waitFor()
      await card.getByText('You took it into use').waitFor()
    })

    it('leads to the frames where reader and model disagree', async () => {
      const count = await countIn('disagree')
      expect(count).toBeGreaterThan(0)
      await step('disagree').click()
      await page
        .getByText(new RegExp(`^${count} frames?$`))
        .first()
        .waitFor()
      await page.locator('.tile').first().waitFor()
      await user.photograph('disagreeing')
    })

    it('that is better is in use by itself; it points to frames while it learns and when it has', async () => {
      await user.goesTo('Train')
      await user.choosesSmallSteps()
      await user.startsARound(150)
      const card = user.newestRound
      await card.getByText('While it learns', { exact: true }).waitFor()
      expect(await countIn('labelTraining')).toBeGreaterThan(0)
      await user.photograph('while-it-learns')
      await user.seesTheVerdict()
      await card.getByText('In use', { exact: true }).waitFor()
      await expect
        .poll(() => card.getByTestId('adoption').textContent())
        .toContain('better on patients it has never seen')
      await card.getByRole('button', { name: 'Back to Round 1' }).waitFor()
      await expect.poll(() => page.getByTestId('round-time').textContent()).toMatch(/by the rounds before/)
      await user.photograph('better')
      const waiting = await countIn('accept')
      expect(waiting).toBeGreaterThan(0)
      await step('accept').click()
      await user.seesTheCanvas()
      await page.getByRole('button', { name: 'Accept overlay as my mask' }).waitFor()
      await user.goesTo('Train')
    })

    it('shows what the model before and this one see, a click away from the canvas', async () => {
      const pictures = user.newestRound.getByTestId('what-it-sees')
      const first = pictures.locator('.compared-frame').first()
      await first.locator('.compared-picture[data-label="true"][data-overlay="true"]').nth(1).waitFor()
      await expect.poll(() => first.locator('svg path').count()).toBeGreaterThan(3)
      await first.scrollIntoViewIfNeeded()
      await user.photograph('what-it-sees')
      const name = (await first.getAttribute('data-name')) ?? ''
      await first.click()
      const close = pictures.getByTestId('compare-view')
      await close.getByText(name).waitFor()
      await close.locator('.swipe-side[data-side="left"] svg').first().waitFor()
      const line = close.getByRole('slider', { name: 'Line between Round 1 and Round 2' })
      await line.focus()
      for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowLeft')
      await expect.poll(() => close.locator('.swipe').getAttribute('data-at')).toBe('30')
      await user.photograph('swipe')
      const frame = await close.getAttribute('data-frame')
      await close.getByRole('button', { name: 'Next frame' }).click()
      await expect.poll(() => close.getAttribute('data-frame')).not.toBe(frame)
      await close.getByRole('button', { name: 'Previous frame' }).click()
      await expect.poll(() => close.getAttribute('data-frame')).toBe(frame)
      await close.getByRole('button', { name: 'Open in Annotate' }).click()
      await user.seesTheCanvas()
      await page.getByText(name).first().waitFor()
      await isHeldOut()
      await user.goesTo('Train')
    })

    it('that is no better may be left aside for the model in use', async () => {
      await user.choosesSmallSteps()
      await user.startsARound(1)
      await user.seesTheVerdict()
      const card = user.newestRound
      const lesion = card.getByTestId('class-table').locator('[data-class="1"]')
      expect(await lesion.getAttribute('data-word')).toMatch(/same|worse|unsure/)
      await card.getByRole('button', { name: 'Keep Round 2' }).click()
      await card.getByText('You kept the model in use before it.').waitFor()
      expect(await card.getByRole('button', { name: 'Keep Round 2' }).count()).toBe(0)
      await page.reload()
      await user.goesTo('Train')
      await card.getByText('You kept the model in use before it.').waitFor()
      await user.photograph('kept-the-old')
      await user.goesTo('Models')
      await page.getByText('In use', { exact: true }).waitFor()
    })

    it('can be compared with any other on any frame', async () => {
      await page.getByText('Tick two models').waitFor()
      await page.getByLabel('Compare Round 3').check()
      await page.getByLabel('Compare Round 1').check()
      const pair = page.getByTestId('model-pair')
      await pair.getByText('Round 1 beside Round 3').waitFor()
      await pair.locator('.swipe-side[data-side="right"] svg').first().waitFor()
      const tiles = pair.locator('.paired-tile')
      const all = await tiles.count()
      expect(all).toBeGreaterThan(10)
      await pair.locator('.swipe > img').waitFor()
      await user.photograph('two-models')
      const third = (await tiles.nth(2).getAttribute('data-name')) ?? ''
      await tiles.nth(2).click()
      await pair.getByTestId('compare-view').getByText(third).waitFor()
      await pair.getByLabel('Frame or patient').fill(third)
      await expect.poll(() => tiles.count()).toBe(1)
      // A third one takes the place of the one that was ticked first.
      await page.getByLabel('Compare Round 2').check()
      await pair.getByText('Round 1 beside Round 2').waitFor()
      await pair.getByRole('button', { name: 'Close' }).click()
      await expect.poll(() => pair.count()).toBe(0)
    })

    it('has a card, which takes notes and is saved as a page', async () => {
      await page.getByRole('button', { name: 'Round 2', exact: true }).click()
      const card = page.getByTestId('model-card')
      await card.getByText(/^Round 2 ← Round 1 ← general pictures$/).waitFor()
      await card.getByLabel('Notes').fill('Shown to the tumour board.')
      await card.getByRole('button', { name: 'Save the note' }).click()
      await card.getByRole('button', { name: 'Nothing to save' }).waitFor()
      await user.photograph('model-card')
      await page.getByTestId('model-card').getByRole('button', { name: 'Save', exact: true }).click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: 'As a page (HTML)' }).click(),
      ])
      expect(download.suggestedFilename()).toMatch(/Card of Round 2\.html$/)
      const saved = readFileSync(await download.path(), 'utf8')
      expect(saved).toContain('Shown to the tumour board.')
      expect(saved.match(/<image href="data:image/g)).toHaveLength(3)
      expect(saved).toContain('<polyline points="')
      expect(saved).not.toMatch(/frame-\d+\.png|\bP\d+\b/)
      await user.goesTo('Train')
    })

    it.each([
      ['en', 'dark', 1024, 768],
      ['zh', 'light', 1366, 768],
      ['en', 'light', 2560, 1440],
      ['zh', 'dark', 1366, 768],
    ] as const)('fits the screen: %s, %s at %i×%i', async (language, scheme, width, height) => {
      await page.setViewportSize({ width, height })
      await page.evaluate(
        ([to, colours]) => {
          localStorage.setItem('loco-language', to)
          localStorage.setItem('mantine-color-scheme-value', colours)
        },
        [language, scheme] as const,
      )
      await page.reload()
      const looker = new User(page, `train-${language}-${scheme}-${width}`)
      await page.getByRole('navigation').waitFor()
      const rail = page.getByRole('navigation').getByRole('button')
      await rail.nth(3).click()
      await page.getByTestId('verdict').first().waitFor()
      await page.locator('.compared-picture[data-overlay="true"]').first().waitFor()
      await looker.photograph('top')
      await page.getByTestId('what-next').first().scrollIntoViewIfNeeded()
      await looker.photograph('end')
      await page.locator('.compared-frame').first().click()
      await page.getByTestId('compare-view').locator('.swipe > img').waitFor()
      await looker.photograph('swipe')
      expect(await faults(page)).toEqual([])
      await rail.nth(4).click()
      await page.waitForTimeout(300)
      await looker.photograph('models')
      expect(await faults(page)).toEqual([])
      await page.locator('tbody button').first().click()
      await page.getByTestId('model-card').waitFor()
      await looker.photograph('model-card')
      expect(await faults(page)).toEqual([])
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    })
  })
})
