import { expect } from 'vitest'
import type { Painter } from './Painter.ts'
import type { Truth } from './storyStudy.ts'

/** What the story needs to know, and may do to the app besides what a person does. */
export interface Stage {
  readonly painter: Painter
  readonly truth: Truth
  opensTheStudy(): Promise<void>
  killsTheTrainer(): Promise<void>
  /** Comes back when the window says that the engine is there again. */
  killsTheEngine(): Promise<void>
}

/** Steps of the rounds: enough to be interrupted. */
const STEPS = 16

/**
 * Two rounds as a clinic goes through them: label five frames, learn, see the verdict, label what the queue asks for by
 * correcting overlays, learn on from there; with a window that is loaded anew, a trainer and an engine that die in between.
 */
export async function goThroughTwoRounds(stage: Stage): Promise<void> {
  const { painter, opensTheStudy, killsTheTrainer, killsTheEngine } = stage
  const { page } = painter
  const card = painter.newestRound
  await opensTheStudy()
  await painter.goesTo('Library')
  const before = await painter.labelledCount()

  await opensTheQueue(painter)
  for (let n = 1; n <= 5; n++) {
    await labels(stage)
    await painter.expectsLabelled(before + n)
  }
  await painter.photograph('five-labelled')

  await painter.goesTo('Train')
  await painter.choosesSmallSteps(/LoCo/)
  await painter.startsARound(STEPS)
  await seesItLearn(painter)
  await page.reload()
  await painter.goesTo('Train')
  await seesItLearn(painter)
  await painter.photograph('loaded-anew')
  await killsTheTrainer()
  await card.getByText('Stopped unexpectedly', { exact: true }).waitFor({ timeout: 60_000 })
  await painter.photograph('trainer-killed')
  await resumes(painter)
  await seesItLearn(painter)
  await killsTheEngine()
  await card.getByText('Stopped unexpectedly', { exact: true }).waitFor({ timeout: 60_000 })
  await painter.photograph('engine-killed')
  await resumes(painter)
  await painter.seesTheVerdict()
  await painter.photograph('first-verdict')
  await painter.wantsTheModel()
  // The first begins with no model of the study.
  expect(await card.textContent()).not.toContain('Round 1 ·')

  await opensTheQueue(painter)
  await painter.photograph('queue')
  for (let n = 6; n <= 10; n++) {
    await corrects(stage)
    await painter.expectsLabelled(before + n)
  }
  await painter.goesTo('Train')
  await painter.startsARound(STEPS)
  await expect.poll(() => page.locator('section[data-round]').count()).toBe(2)
  await painter.seesTheVerdict()
  await painter.photograph('second-verdict')
}

/** Opens what the day's queue puts first. */
async function opensTheQueue(painter: Painter): Promise<void> {
  await painter.goesTo('Library')
  await painter.page.locator('.queue-shelf .queue-card').first().click()
  await painter.looksAtTheFrame()
}

/** Paints what is there, and says that the frame is done; the next of the queue comes. */
async function labels(stage: Stage): Promise<void> {
  await paintsTheTruth(stage)
  await isDone(stage.painter)
}

/** The same over the model's overlay. */
async function corrects(stage: Stage): Promise<void> {
  const { painter } = stage
  await painter.looksAtTheFrame()
  await painter.page.getByRole('button', { name: 'Accept overlay as my mask' }).click()
  await painter.seesItSaved()
  await labels(stage)
}

async function paintsTheTruth({ painter, truth }: Stage): Promise<void> {
  await painter.looksAtTheFrame()
  const lesion = await truth(Number(await frameNow(painter)))
  if (!lesion) return
  await painter.presses(String(lesion.value + 1))
  await painter.takes('Lasso')
  const [first] = lesion.outline
  if (first) await painter.drags(...lesion.outline, first)
  await painter.seesItSaved()
  await painter.seesItMeasured()
}

/** A frame without a lesion is finished as such. */
async function isDone(painter: Painter): Promise<void> {
  const [hasLesion, before] = [(await painter.area()) > 0, await frameNow(painter)]
  await painter.presses(hasLesion ? 'Control+Enter' : 'Shift+Enter')
  await expect.poll(() => frameNow(painter)).not.toBe(before)
  await painter.seesTheCanvas()
}

const frameNow = ({ page }: Painter) => page.getByTestId('stage').getAttribute('data-frame')

/** The round runs, and goes on while one watches. */
async function seesItLearn({ newestRound }: Painter): Promise<void> {
  await newestRound.getByText('Running', { exact: true }).waitFor({ timeout: 120_000 })
  const bar = newestRound.getByRole('progressbar').first()
  const now = async () => Number(await bar.getAttribute('aria-valuenow'))
  const before = await now()
  await expect.poll(now, { timeout: 120_000 }).toBeGreaterThan(before)
}

const resumes = ({ newestRound }: Painter) => newestRound.getByRole('button', { name: 'Resume' }).click()
