import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { answerDialogsOf } from './electronApp.ts'
import { artefacts } from './places.ts'

/** A person at the app, in words; the same in a browser and in Electron. */
export class User {
  readonly page: Page
  private readonly name: string
  private pictures = 0

  constructor(page: Page, name: string) {
    this.page = page
    this.name = name
    mkdirSync(artefacts, { recursive: true })
  }

  async photograph(what: string): Promise<void> {
    this.pictures++
    const number = String(this.pictures).padStart(2, '0')
    await this.page.screenshot({ path: join(artefacts, `${this.name}-${number}-${what}.png`) })
  }

  async opensTheDemo(): Promise<void> {
    await this.page.getByRole('button', { name: /Open the demo study/ }).click()
    await this.page.locator('.tile').first().waitFor({ timeout: 120_000 })
  }

  async goesTo(screen: 'Library' | 'Annotate' | 'Review' | 'Train' | 'Models' | 'Study'): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name: screen, exact: true }).click()
  }

  async opensStudy(folder: string): Promise<void> {
    const isAnswered = await answerDialogsOf(this.page, [folder])
    await this.page.getByRole('button', { name: /Open a study(?! on a server)/ }).click()
    if (!isAnswered) await this.choosesFolder(folder)
    await this.page.getByRole('navigation').waitFor()
  }

  async goesToStudies(): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name: 'Studies' }).click()
  }

  private async choosesFolder(folder: string): Promise<void> {
    const path = this.page.getByLabel('Folder path')
    await path.fill(folder)
    // On the field itself: a dialog that is still opening may take the keyboard in between.
    await path.press('Enter')
    await this.page.waitForFunction(
      (wanted) =>
        document.querySelector<HTMLInputElement>('[aria-label="Folder path"]')?.value.endsWith(wanted),
      folder.split('/').at(-1) ?? '',
    )
    await this.page.getByRole('button', { name: 'Choose this folder' }).click()
  }

  /** Starts bringing frames into the open study and looks at a folder. */
  async looksAt(folder: string): Promise<void> {
    await this.goesTo('Study')
    await this.page.getByRole('button', { name: 'Import', exact: true }).click()
    await this.choosesToBring(folder)
  }

  /** Chooses a folder in the first step and sees what is there. */
  async choosesToBring(folder: string): Promise<void> {
    if (await answerDialogsOf(this.page, [folder]))
      await this.page.getByRole('button', { name: 'Choose a folder…' }).click()
    else await this.choosesFolder(folder)
    await this.page.getByRole('button', { name: 'Choose another' }).waitFor({ timeout: 60_000 })
  }

  /** Goes on to a step of the way in. */
  async goesOnTo(step: 'Classes' | 'Patients' | 'Split' | 'Names and texts' | 'Import'): Promise<void> {
    const here = this.page.locator('[aria-current="step"]')
    for (let i = 0; i < 6 && !(await here.textContent())?.endsWith(step); i++) {
      const before = await here.textContent()
      await this.page.getByRole('button', { name: 'Next', exact: true }).click()
      await this.page.waitForFunction(
        (was) => document.querySelector('[aria-current="step"]')?.textContent !== was,
        before,
      )
    }
    expect(await here.textContent()).toMatch(new RegExp(`${step}$`))
  }

  /** Imports with what the wizard proposes, and sees the report. */
  async importsWhatIsThere(): Promise<void> {
    await this.goesOnTo('Import')
    await this.page.getByRole('button', { name: /^Import \d/ }).click()
    await this.page.getByTestId('import-report').waitFor({ timeout: 120_000 })
  }

  async importsFrom(folder: string): Promise<void> {
    await this.looksAt(folder)
    await this.importsWhatIsThere()
  }

  /** Narrows the library to unlabelled frames and opens the first. Returns its name. */
  async opensAnUnlabelledFrame(): Promise<string> {
    await this.goesTo('Library')
    await this.page.getByText('Unlabelled', { exact: true }).click()
    const tile = this.page.locator('.tile[data-labelled="false"]').first()
    await this.page.waitForFunction(
      () => document.querySelector('.tile') && !document.querySelector('.tile[data-labelled="true"]'),
    )
    const name = (await tile.getAttribute('data-name')) ?? ''
    await tile.click()
    await this.seesTheCanvas()
    return name
  }

  async opensFrame(name: string): Promise<void> {
    await this.goesTo('Library')
    await this.page.getByText('All', { exact: true }).first().click()
    await this.page.getByLabel('Find by name or patient').fill(name)
    await this.page.waitForFunction(
      (wanted) =>
        document.querySelectorAll('.tile').length === 1 &&
        document.querySelector('.tile')?.getAttribute('data-name') === wanted,
      name,
    )
    await this.page.locator('.tile').click()
    await this.seesTheCanvas()
  }

  async seesTheCanvas(): Promise<void> {
    await this.page.locator('[data-testid="stage"][data-ready="true"]').waitFor()
  }

  /** Drags across the middle of the canvas and waits until the stroke is saved. */
  async paints(dx = 0, dy = 0): Promise<void> {
    const box = await this.page.getByTestId('stage').boundingBox()
    if (!box) throw new Error('There is no canvas.')
    const [x, y] = [box.x + box.width / 2 + dx, box.y + box.height / 2 + dy]
    await this.page.mouse.move(x - 40, y)
    await this.page.mouse.down()
    for (let i = 1; i <= 12; i++) await this.page.mouse.move(x - 40 + i * 7, y + 12 * Math.sin(i / 2))
    await this.page.mouse.up()
    await this.seesItSaved()
  }

  async seesItSaved(): Promise<void> {
    await this.page.locator('[data-testid="save-state"][data-state="saved"]').waitFor()
  }

  /** Says that the frame is done, and is on the next one. */
  async finishes(): Promise<void> {
    const stage = this.page.getByTestId('stage')
    const before = await stage.getAttribute('data-frame')
    await this.presses('Control+Enter')
    await expect.poll(() => stage.getAttribute('data-frame')).not.toBe(before)
    await this.seesTheCanvas()
  }

  async expectsState(state: string): Promise<void> {
    await this.page.locator('[data-testid="frame-state"] .mantine-Badge-label', { hasText: state }).waitFor()
  }

  async presses(keys: string): Promise<void> {
    await this.page.keyboard.press(keys)
  }

  /** Frames that the status bar calls labelled. */
  async labelledCount(): Promise<number> {
    return Number.parseInt((await this.page.getByTestId('labelled-count').textContent()) ?? '', 10)
  }

  async expectsLabelled(count: number): Promise<void> {
    await this.page.waitForFunction(
      (n) => document.querySelector('[data-testid="labelled-count"]')?.textContent?.startsWith(`${n} `),
      count,
    )
    expect(await this.labelledCount()).toBe(count)
  }

  /** The newest round's card: the one that runs, or the first of those that have run. */
  get newestRound(): Locator {
    return this.page.locator('section[data-round]').first()
  }

  /** Unfolds a part of a card. */
  async unfolds(part: Locator): Promise<void> {
    if ((await part.getAttribute('aria-expanded')) === 'false') await part.click()
  }

  /** Sets up rounds that a test can wait for. */
  async choosesSmallSteps(method = /Labels alone/): Promise<void> {
    await this.unfolds(this.page.getByRole('button', { name: 'Advanced' }))
    await this.page.getByLabel('Method', { exact: true }).first().click()
    await this.page.getByRole('option', { name: method }).click()
    await this.page.getByLabel('Crop side').fill('32')
    await this.page.getByLabel('Frames a step').fill('2')
  }

  /** Sets the steps by hand and starts a round; its details are open. */
  async startsARound(steps: number): Promise<void> {
    await this.goesTo('Train')
    await this.unfolds(this.page.getByRole('button', { name: 'Advanced' }))
    await this.page.getByLabel('Steps').fill(String(steps))
    await this.page.getByRole('button', { name: 'Start training' }).click()
    await this.newestRound.getByText('Running', { exact: true }).waitFor({ timeout: 120_000 })
    await this.unfolds(this.newestRound.getByRole('button', { name: 'Details' }))
  }

  /** Frames that the next round would have of a kind. */
  async countOn(what: 'labelled' | 'unlabelled' | 'validation'): Promise<number> {
    return Number(await this.page.locator(`[data-count="${what}"]`).textContent())
  }

  async seesTheVerdict(): Promise<void> {
    await this.newestRound.getByTestId('verdict').waitFor({ timeout: 300_000 })
  }

  /** Takes the newest round's model into use where it was not by itself: a few steps may teach too little. */
  async wantsTheModel(): Promise<void> {
    const verdict = this.newestRound.getByTestId('verdict')
    if ((await verdict.getAttribute('data-in-use')) === 'false')
      await verdict.getByRole('button', { name: /^Use/ }).click()
    await verdict.getByText('In use', { exact: true }).waitFor()
  }

  /** Trains a round, sees its chart move, and waits for the verdict. */
  async trains(steps: number, onLearning: () => Promise<void> = async () => {}): Promise<void> {
    await this.startsARound(steps)
    const chart = this.newestRound.getByRole('img', { name: 'Loss' })
    await chart.waitFor({ timeout: 120_000 })
    const points = async () => Number((await chart.first().getAttribute('data-points')) ?? 0)
    const first = await points()
    await expect.poll(points, { timeout: 60_000 }).toBeGreaterThan(first + 3)
    await onLearning()
    await this.page.getByText('Ready', { exact: true }).waitFor({ timeout: 300_000 })
    await this.seesTheVerdict()
    await this.newestRound
      .getByRole('img', { name: /^Overlap by class/ })
      .first()
      .waitFor()
  }

  /** Pauses the round that is running, and resumes it. */
  async pausesTheRound(): Promise<void> {
    const card = this.newestRound
    await card.getByRole('button', { name: 'Pause' }).click()
    await card.getByText('Paused', { exact: true }).waitFor({ timeout: 60_000 })
    await card.getByText('Resume it at any time').waitFor()
    await this.photograph('paused')
    await card.getByRole('button', { name: 'Resume' }).click()
    await card.getByText('Running', { exact: true }).waitFor({ timeout: 120_000 })
  }

  /** Coloured pixels on the canvas: paint or overlay. */
  async colouredPixels(): Promise<number> {
    return this.page.evaluate(() => {
      // As the screen puts the layers together, without the hand's marks on the last.
      const layers = [...document.querySelectorAll<HTMLCanvasElement>('[data-testid="stage"] canvas')].slice(
        0,
        -1,
      )
      const canvas = document.createElement('canvas')
      canvas.width = layers[0]?.width ?? 0
      canvas.height = layers[0]?.height ?? 0
      const context = canvas.getContext('2d')
      if (!context || layers.length === 0) return -1
      for (const layer of layers) {
        context.globalAlpha = Number(layer.style.opacity || 1)
        context.drawImage(layer, 0, 0)
      }
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      let count = 0
      for (let i = 0; i < data.length; i += 4)
        if ((data[i + 2] ?? 0) > (data[i] ?? 0) + 40 && (data[i + 2] ?? 0) > 110) count++
      return count
    })
  }
}

/**
 * The whole loop as a user goes through it, from the study that they open on; `onLearning` is what they do beside the
 * round while it runs.
 */
export async function goThroughTheLoop(
  user: User,
  opens: () => Promise<void>,
  reload: () => Promise<void>,
  onLearning: () => Promise<void>,
): Promise<void> {
  await user.photograph('start')
  await opens()
  await user.photograph('library')
  const before = await user.labelledCount()

  const name = await user.opensAnUnlabelledFrame()
  const bare = await user.colouredPixels()
  await user.presses('2')
  await user.paints()
  const painted = await user.colouredPixels()
  expect(painted).toBeGreaterThan(bare + 300)
  // Painting alone makes no label; saying so does.
  await user.expectsState('In progress')
  await user.expectsLabelled(before)
  await user.finishes()
  await user.expectsLabelled(before + 1)
  await user.opensFrame(name)
  await user.paints(0, 60)
  await user.presses('Control+z')
  await user.seesItSaved()
  await expect.poll(() => user.colouredPixels()).toBeLessThan(painted + 50)
  await user.photograph('painted')

  await reload()
  await user.opensFrame(name)
  await expect.poll(() => user.colouredPixels()).toBeGreaterThan(bare + 300)
  await user.photograph('after-reload')

  // After 20 steps the model still sees no lesion, and painting into such a mask asks for Done again.
  await user.trains(30, async () => {
    await user.photograph('learning')
    await onLearning()
  })
  await user.photograph('verdict')
  await user.wantsTheModel()
  const learnedFrom = await user.countOn('labelled')

  await user.page.getByRole('navigation').getByRole('button', { name: 'Library' }).click()
  await user.page.getByLabel('Find by name or patient').fill('')
  await user.opensAnUnlabelledFrame()
  const accept = user.page.getByRole('button', { name: 'Accept overlay as my mask' })
  await accept.waitFor()
  await user.photograph('overlay')
  await accept.click()
  await user.seesItSaved()
  await user.paints(-30, 20)
  await user.photograph('accepted-and-corrected')
  await user.expectsLabelled(before + 2)

  await user.goesTo('Train')
  await expect.poll(() => user.countOn('labelled')).toBe(learnedFrom + 1)
  await user.goesTo('Models')
  await user.page.getByText('Round 1').waitFor()
  await user.photograph('models')
}
